package io.finalnvr.core.retain;

import io.finalnvr.StoredFootage;
import io.finalnvr.TimeRange;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import java.time.Instant;
import java.util.Optional;

/** The footage of a log. Its size is that of the data; the index adds 20 bytes per entry. */
final class LogFootage implements StoredFootage {

  private final FrameLog log;

  LogFootage(FrameLog log) {
    this.log = log;
  }

  @Override
  public Optional<TimeRange> range() {
    Optional<Instant> first = log.first().map(IndexEntry::time);
    Optional<Instant> last = log.last().map(IndexEntry::time);
    if (first.isEmpty() || last.isEmpty()) {
      return Optional.empty();
    }
    // Cut in between, the first one may be newer than all there was.
    Instant end = last.get().isBefore(first.get()) ? first.get() : last.get();
    return Optional.of(new TimeRange(first.get(), end));
  }

  @Override
  public long bytes() {
    long head = log.head();
    return Math.max(0, log.tail() - head);
  }

  @Override
  public Optional<Instant> startOfNewest(long bytes) {
    return log.entryAtOrAfter(Math.max(0, log.tail() - bytes)).or(log::last).map(IndexEntry::time);
  }
}
