package io.finalnvr.pravega;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.pravega.MemoryStreams.MemoryStream;
import io.finalnvr.spi.IndexEntry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetentionCostTest {

  private static final int ENTRIES = 1 << 21;
  private static final long SECOND = 1_000_000_000L;
  private static final Instant T0 = TaiTime.STANDARD.toInstant(SECOND);

  private final MemoryStreams streams = new MemoryStreams();
  private final MemoryStream index = streams.stream("log-index");
  private final MemoryStream data = streams.stream("log");
  private final PravegaFrameLog log =
      new PravegaFrameLog("log", streams, new OpenHandles(Runnable::run));

  @Test
  void everyStepOfRetentionInAMonth_takesFewSmallReadsOfTheIndexAndNoneOfTheData() {
    data.inject(ByteBuffer.allocate(ENTRIES));
    for (int i = 0; i < ENTRIES; i++) {
      index.inject(new IndexRecord((i + 1) * SECOND, i, true, false).toBytes());
    }
    assertCost(() -> assertThat(log.head()).isZero());
    assertCost(() -> assertThat(log.entryAtOrAfter(1_500_000)).isEqualTo(entry(1_500_000)));
    assertCost(() -> assertThat(log.entryAtOrBefore(at(999_999))).isEqualTo(entry(999_999)));
    assertCost(() -> assertThat(log.truncateBefore(at(1_234_567))).isEqualTo(1_234_567));
    assertThat(log.first()).isEqualTo(entry(1_234_567));
    assertThat(data.reads()).isZero();
  }

  private static Instant at(int second) {
    return T0.plusSeconds(second);
  }

  private static Optional<IndexEntry> entry(int number) {
    return Optional.of(new IndexEntry(at(number), number, true, false));
  }

  private void assertCost(Runnable step) {
    int readsBefore = index.reads();
    step.run();
    assertThat(index.reads() - readsBefore).isLessThanOrEqualTo(18);
  }
}
