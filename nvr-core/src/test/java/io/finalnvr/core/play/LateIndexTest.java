package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.SeekMode;
import io.finalnvr.VerifyListener;
import io.finalnvr.VerifyResult;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Footage whose records are durable while its first index entry is still on its way. */
class LateIndexTest {

  private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");

  private final MemoryStore store = new MemoryStore();
  private final FrameLog log = store.frameLog("gate.main");
  private final TestFootage footage = new TestFootage(log);
  private final Locator locator = new Locator(new WithoutIndex(log), () -> false);

  @BeforeEach
  void record() {
    footage.recording(T0).keyEvery(4).frames(6);
  }

  @AfterEach
  void close() {
    footage.close();
    store.close();
  }

  @Test
  void instant_isFoundByTheRecords() {
    Located where = locator.locate(T0.plusMillis(450), SeekMode.EXACT);

    assertThat(where).isInstanceOf(Located.Found.class);
    assertThat(firstOf(where)).isEqualTo(T0.plusMillis(400));
  }

  @Test
  void newest_isFoundByTheRecords() {
    assertThat(firstOf(locator.newest())).isEqualTo(T0.plusMillis(400));
  }

  @Test
  void instantBeforeAll_startsAtTheOldest() {
    assertThat(locator.locate(T0.minusSeconds(1), SeekMode.EXACT))
        .isEqualTo(new Located.BeforeOldest(0));
  }

  private Instant firstOf(Located where) {
    try (FootageReader reader = FootageReader.open(log, where)) {
      return reader.readBefore(log.tail(), () -> false).orElseThrow().time();
    }
  }

  private record WithoutIndex(FrameLog log) implements FrameLog {

    @Override
    public String name() {
      return log.name();
    }

    @Override
    public boolean exists() {
      return log.exists();
    }

    @Override
    public FrameLogWriter openWriter() {
      return log.openWriter();
    }

    @Override
    public FrameLogReader openReader(long position) {
      return log.openReader(position);
    }

    @Override
    public long head() {
      return log.head();
    }

    @Override
    public long tail() {
      return log.tail();
    }

    @Override
    public Optional<IndexEntry> first() {
      return Optional.empty();
    }

    @Override
    public Optional<IndexEntry> last() {
      return Optional.empty();
    }

    @Override
    public Optional<IndexEntry> keyAtOrBefore(Instant instant) {
      return Optional.empty();
    }

    @Override
    public Optional<IndexEntry> keyAtOrAfter(Instant instant) {
      return Optional.empty();
    }

    @Override
    public Optional<IndexEntry> entryAtOrBefore(Instant instant) {
      return Optional.empty();
    }

    @Override
    public Optional<IndexEntry> entryAtOrAfter(long position) {
      return Optional.empty();
    }

    @Override
    public List<IndexEntry> entries(Instant from, int limit) {
      return List.of();
    }

    @Override
    public long truncateBefore(Instant cutoff) {
      return log.truncateBefore(cutoff);
    }

    @Override
    public VerifyResult verify(Instant from, Instant until, VerifyListener listener) {
      return log.verify(from, until, listener);
    }

    @Override
    public void delete() {
      log.delete();
    }
  }
}
