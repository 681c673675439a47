package io.finalnvr.core.hold;

import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.LogBreak;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads footage, and where it was cut the copies of holds. Notices only when it reaches a cut that
 * there is one: reading footage costs nothing more.
 */
final class HeldReader implements FrameLogReader {

  private final FrameLog footage;
  private final LongFunction<List<HeldPart>> partsBefore;
  private final Object lock = new Object();
  private FrameLogReader reader;
  private boolean closed;
  private @Nullable HeldPart part;
  private @Nullable StoredFrame next;
  private long afterNext;
  private volatile long position;

  HeldReader(FrameLog footage, LongFunction<List<HeldPart>> partsBefore, long position) {
    this.footage = footage;
    this.partsBefore = partsBefore;
    this.position = position;
    this.reader = footage.openReader(position);
  }

  @Override
  public Optional<LogItem> read(Duration timeout) {
    while (true) {
      HeldPart from = part;
      Optional<Optional<LogItem>> item =
          from == null ? readFootage(timeout) : readCopy(from, timeout);
      if (item.isPresent()) {
        return item.get();
      }
    }
  }

  /** Empty when reading goes on elsewhere. */
  private Optional<Optional<LogItem>> readFootage(Duration timeout) {
    Optional<LogItem> item = reader.read(timeout);
    if (item.isPresent()
        && item.get() instanceof LogBreak cut
        && cut.cause() == LogBreak.Cause.TRUNCATED) {
      return overTheCut(cut.to());
    }
    position = reader.position();
    return Optional.of(item);
  }

  /** From the place reached to the next copy, or where there is none, to the footage. */
  private Optional<Optional<LogItem>> overTheCut(long head) {
    for (HeldPart candidate : partsBefore.apply(head)) {
      if (candidate.to() > position) {
        boolean inside = candidate.contains(position);
        long start = inside ? position : candidate.from();
        switchTo(candidate, candidate.log().openReader(candidate.entry().copy(start)));
        return inside ? Optional.empty() : Optional.of(passTo(start, LogBreak.Cause.TRUNCATED));
      }
    }
    if (part != null) {
      switchTo(null, footage.openReader(Math.max(position, head)));
    }
    // A reader of footage stands behind the break already.
    return position < head ? Optional.of(passTo(head, LogBreak.Cause.TRUNCATED)) : Optional.empty();
  }

  private Optional<LogItem> passTo(long to, LogBreak.Cause cause) {
    LogBreak passed = new LogBreak(position, to, cause);
    position = to;
    return Optional.of(passed);
  }

  private Optional<Optional<LogItem>> readCopy(HeldPart from, Duration timeout) {
    if (next == null && position < from.to()) {
      Optional<LogItem> item = reader.read(timeout);
      if (item.isEmpty()) {
        return timeout.isZero() || isStillHeld() ? Optional.of(item) : overTheCut(footage.head());
      }
      if (!(item.get() instanceof StoredFrame copied)) {
        return Optional.empty();
      }
      next = placed(from, copied);
      afterNext = from.entry().source(reader.position() - 1) + 1;
    }
    StoredFrame record = next;
    if (record == null || record.position() >= from.to()) {
      next = null;
      return overTheCut(footage.head());
    }
    if (record.position() > position) {
      return Optional.of(passTo(record.position(), LogBreak.Cause.DAMAGED));
    }
    next = null;
    position = afterNext;
    return Optional.of(Optional.of(record));
  }

  /** When a hold is released, its copy is deleted. */
  private boolean isStillHeld() {
    return partsBefore.apply(footage.head()).stream().anyMatch(now -> now.contains(position));
  }

  private static StoredFrame placed(HeldPart from, StoredFrame copied) {
    boolean discontinuity =
        from.entry()
            .anchorAt(copied.position())
            .map(Anchor::discontinuity)
            .orElse(copied.discontinuity());
    return new StoredFrame(
        from.entry().source(copied.position()),
        copied.time(),
        copied.randomAccess(),
        discontinuity,
        copied.payload());
  }

  private void switchTo(@Nullable HeldPart to, FrameLogReader opened) {
    part = to;
    next = null;
    FrameLogReader before;
    synchronized (lock) {
      before = reader;
      reader = opened;
      if (closed) {
        opened.close();
      }
    }
    before.close();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      reader.close();
    }
  }
}
