package io.finalnvr.pravega;

import io.finalnvr.spi.IndexEntry;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The 20 bytes of an index record.
 *
 * @param taiNanos timestamp, never 0
 * @param position absolute offset in the data stream
 */
record IndexRecord(long taiNanos, long position, boolean randomAccess, boolean discontinuity) {

  static final int SIZE = 20;

  private static final int KNOWN_FLAGS =
      RecordHeader.INDEXED | RecordHeader.RANDOM_ACCESS | RecordHeader.DISCONTINUITY;

  IndexRecord {
    if (taiNanos <= 0 || position < 0) {
      throw new IllegalArgumentException("time %d, position %d".formatted(taiNanos, position));
    }
  }

  ByteBuffer toBytes() {
    int flags =
        (randomAccess ? RecordHeader.RANDOM_ACCESS : 0)
            | (discontinuity ? RecordHeader.DISCONTINUITY : 0);
    return ByteBuffer.allocate(SIZE).putInt(flags).putLong(taiNanos).putLong(position).flip();
  }

  /** Takes 20 bytes; empty when they are not an index record. */
  static Optional<IndexRecord> read(ByteBuffer source) {
    int flags = source.getInt();
    long taiNanos = source.getLong();
    long position = source.getLong();
    if ((flags & ~KNOWN_FLAGS) != 0 || taiNanos <= 0 || position < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new IndexRecord(
            taiNanos,
            position,
            (flags & RecordHeader.RANDOM_ACCESS) != 0,
            (flags & RecordHeader.DISCONTINUITY) != 0));
  }

  IndexEntry toEntry() {
    return new IndexEntry(
        TaiTime.STANDARD.toInstant(taiNanos), position, randomAccess, discontinuity);
  }
}
