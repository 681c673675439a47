package io.finalnvr.pravega;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a record that was cut off, and would otherwise be filled up with the records of the next
 * session. In data that was there before, the index knows: none of its records stands within a data
 * record. At the tail, where the index comes later, it is the place at which the reader had to
 * wait. Not thread-safe.
 */
final class TornCheck {

  /** Frames stand in the order in which they are decoded, not in that of their times. */
  private static final long LEEWAY_NANOS = 10_000_000_000L;

  private static final long RECHECK_BYTES = 4L << 20;

  private @Nullable LogIndex index;
  private long slot;
  private long knownUntil;

  /** Whether an index record stands within this record, or contradicts its time. */
  boolean isTorn(long position, RecordHeader record, LogStreams log) throws CutOffException {
    LogIndex known = index;
    if (known == null || (slot >= known.end() && position >= knownUntil + RECHECK_BYTES)) {
      knownUntil = log.data().extent().tail();
      known = LogIndex.of(log.index());
      slot = slotAfter(known, position, record.taiNanos());
      index = known;
    }
    while (slot < known.end() && isAtMost(known.get(slot), position)) {
      slot++;
    }
    long end = position + record.recordLength();
    for (long at = slot; at < known.end(); at++) {
      Optional<IndexRecord> within = known.get(at);
      if (within.isPresent() && within.get().position() >= end) {
        return isOutOfTime(record, within.get(), log.data());
      }
      if (within.isPresent() && isRecord(within.get(), log.data())) {
        return true;
      }
    }
    return false;
  }

  /** Looks first where the time says: whoever opens a reader has just searched by time. */
  private static long slotAfter(LogIndex index, long position, long taiNanos)
      throws CutOffException {
    long slot = index.slotAtOrBefore(taiNanos) + 1;
    boolean between =
        slot > index.first()
            && slot < index.end()
            && index.get(slot - 1).filter(before -> before.position() <= position).isPresent()
            && index.get(slot).filter(after -> after.position() > position).isPresent();
    return between ? slot : index.slotAfterPosition(position);
  }

  /** Timestamps lie between those in the index; far from them, they are damaged. */
  private static boolean isOutOfTime(RecordHeader record, IndexRecord next, ByteStream data)
      throws CutOffException {
    long taiNanos = record.taiNanos();
    return taiNanos > next.taiNanos()
        && taiNanos - next.taiNanos() > LEEWAY_NANOS
        && isRecord(next, data);
  }

  private static boolean isAtMost(Optional<IndexRecord> record, long position) {
    return record.isEmpty() || record.get().position() <= position;
  }

  /** A damaged index is no reason to give up good data. */
  private static boolean isRecord(IndexRecord indexed, ByteStream data) throws CutOffException {
    ByteBuffer bytes = ByteBuffer.allocate(RecordHeader.SIZE);
    if (indexed.position() + bytes.remaining() > data.extent().tail()) {
      return false;
    }
    data.read(indexed.position(), bytes);
    return RecordHeader.read(bytes.flip())
        .filter(header -> header.taiNanos() == indexed.taiNanos())
        .isPresent();
  }

  /** Whether a session begins where the reader had to wait for the rest of a record. */
  static boolean beginsSession(RecordBuffer buffer, RecordHeader record) {
    for (int at : buffer.waits()) {
      if (at + RecordHeader.SIZE <= record.recordLength()) {
        Optional<RecordHeader> header = RecordHeader.read(buffer.peek(at, RecordHeader.SIZE));
        if (header.isPresent() && header.get().discontinuity() && header.get().taiNanos() > 0) {
          return true;
        }
      }
    }
    return false;
  }
}
