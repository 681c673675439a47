package io.finalnvr.core.play;

import io.finalnvr.VerifyListener;
import io.finalnvr.VerifyResult;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.VersionedMap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A store in memory whose index entries come late: those that are there when a log is asked for the
 * first time come one by one, with each question about the index one more.
 */
public final class LateIndexStore implements Store {

  private final MemoryStore target = new MemoryStore();
  private final int atFirst;
  private final boolean catchesUp;

  private LateIndexStore(int atFirst, boolean catchesUp) {
    this.atFirst = atFirst;
    this.catchesUp = catchesUp;
  }

  /** The index never has more than so many entries. */
  public static LateIndexStore thatEndsAfter(int entries) {
    return new LateIndexStore(entries, /* catchesUp= */ false);
  }

  /** The index has so many entries when it is asked first. */
  public static LateIndexStore thatBeginsWith(int entries) {
    return new LateIndexStore(entries, /* catchesUp= */ true);
  }

  @Override
  public FrameLog frameLog(String name) {
    return new LateLog(target.frameLog(name));
  }

  @Override
  public VersionedMap versionedMap(String name) {
    return target.versionedMap(name);
  }

  @Override
  public SortedSet<String> frameLogNames() {
    return target.frameLogNames();
  }

  @Override
  public void close() {
    target.close();
  }

  private final class LateLog implements FrameLog {
    private final FrameLog log;
    private int questions;

    LateLog(FrameLog log) {
      this.log = log;
    }

    private synchronized List<IndexEntry> index() {
      List<IndexEntry> all = log.entries(Instant.EPOCH, Integer.MAX_VALUE);
      int count = Math.min(all.size(), atFirst + (catchesUp ? questions : 0));
      questions++;
      return all.subList(0, count);
    }

    @Override
    public Optional<IndexEntry> first() {
      return index().stream().findFirst();
    }

    @Override
    public Optional<IndexEntry> last() {
      return index().stream().reduce((a, b) -> b);
    }

    @Override
    public Optional<IndexEntry> keyAtOrBefore(Instant instant) {
      return index().stream()
          .filter(e -> e.randomAccess() && !e.time().isAfter(instant))
          .reduce((a, b) -> b);
    }

    @Override
    public Optional<IndexEntry> keyAtOrAfter(Instant instant) {
      return index().stream()
          .filter(e -> e.randomAccess() && !e.time().isBefore(instant))
          .findFirst();
    }

    @Override
    public Optional<IndexEntry> entryAtOrBefore(Instant instant) {
      return index().stream().filter(e -> !e.time().isAfter(instant)).reduce((a, b) -> b);
    }

    @Override
    public Optional<IndexEntry> entryAtOrAfter(long position) {
      return index().stream().filter(e -> e.position() >= position).findFirst();
    }

    @Override
    public List<IndexEntry> entries(Instant from, int limit) {
      return index().stream().filter(e -> !e.time().isBefore(from)).limit(limit).toList();
    }

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
