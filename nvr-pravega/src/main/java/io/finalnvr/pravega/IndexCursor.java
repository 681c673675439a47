package io.finalnvr.pravega;

import io.finalnvr.Breach.Rule;
import io.finalnvr.pravega.ByteStream.Extent;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the slots of an index, tells what is wrong with them by themselves, and gives those
 * that may be compared with the data. Not thread-safe.
 */
final class IndexCursor {

  private static final int KNOWN_FLAGS = RecordHeader.RANDOM_ACCESS | RecordHeader.DISCONTINUITY;

  private final LogIndex index;
  private final Extent data;
  private final BreachLog breaches;
  private final long end;
  private long slot;
  private long lastTaiNanos;
  private long lastPosition;
  private long seen;
  private @Nullable Slot next;

  /** An index record where it stands. */
  record Slot(long number, IndexRecord record) {}

  /**
   * Goes through slots.
   *
   * @param data what an index record may point at
   */
  IndexCursor(LogIndex index, long first, long end, Extent data, BreachLog breaches) {
    this.index = index;
    this.slot = first;
    this.end = end;
    this.data = data;
    this.breaches = breaches;
  }

  /** How many slots were gone through. */
  long seen() {
    return seen;
  }

  /** The next good slot; null at the end. */
  @Nullable Slot peek() throws CutOffException {
    while (next == null && slot < end) {
      next = check(slot);
      slot++;
      seen++;
    }
    return next;
  }

  void advance() {
    next = null;
  }

  private @Nullable Slot check(long number) throws CutOffException {
    ByteBuffer bytes = index.bytes(number);
    int flags = bytes.getInt(0);
    long taiNanos = bytes.getLong(4);
    long position = bytes.getLong(12);
    if ((flags & ~KNOWN_FLAGS) != 0) {
      breaches.slot(number, Rule.RESERVED, "reserved bytes and flags are %08x", flags);
    }
    if (taiNanos <= 0) {
      breaches.slot(number, Rule.TIMESTAMP, "timestamp %d", taiNanos);
      return null;
    }
    if (taiNanos <= lastTaiNanos) {
      breaches.slot(
          number, Rule.INDEX_ORDER, "timestamp %d is not after %d", taiNanos, lastTaiNanos);
      return null;
    }
    if (position < 0 || position > data.tail()) {
      breaches.slot(
          number, Rule.INDEX_ENTRY, "position %d; data ends at %d", position, data.tail());
      return null;
    }
    if (position < data.head()) {
      breaches.slot(number, Rule.HEAD, "position %d; data begins at %d", position, data.head());
      return null;
    }
    if (position < lastPosition) {
      breaches.slot(number, Rule.INDEX_ORDER, "position %d is before %d", position, lastPosition);
      return null;
    }
    lastTaiNanos = taiNanos;
    lastPosition = position;
    return new Slot(
        number,
        new IndexRecord(
            taiNanos,
            position,
            (flags & RecordHeader.RANDOM_ACCESS) != 0,
            (flags & RecordHeader.DISCONTINUITY) != 0));
  }
}
