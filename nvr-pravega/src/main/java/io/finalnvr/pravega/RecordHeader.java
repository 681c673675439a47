package io.finalnvr.pravega;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The 20 bytes in front of the payload of a data record.
 *
 * @param payloadLength bytes of payload that follow
 * @param flags {@link #INDEXED}, {@link #RANDOM_ACCESS}, {@link #DISCONTINUITY}
 * @param taiNanos timestamp; 0 where there is none
 */
record RecordHeader(int payloadLength, int flags, long taiNanos) {

  static final int SIZE = 20;
  static final int MAX_RECORD = 8 << 20;
  static final int MAX_PAYLOAD = MAX_RECORD - SIZE;

  static final int INDEXED = 1;
  static final int RANDOM_ACCESS = 2;
  static final int DISCONTINUITY = 4;

  private static final int TYPE = 0;
  private static final int LENGTH_BEFORE_PAYLOAD = 12;

  RecordHeader {
    if (payloadLength < 0 || payloadLength > MAX_PAYLOAD || (flags & ~7) != 0 || taiNanos < 0) {
      throw new IllegalArgumentException(
          "payload of %d bytes, flags %x, time %d".formatted(payloadLength, flags, taiNanos));
    }
  }

  boolean indexed() {
    return (flags & INDEXED) != 0;
  }

  boolean randomAccess() {
    return (flags & RANDOM_ACCESS) != 0;
  }

  boolean discontinuity() {
    return (flags & DISCONTINUITY) != 0;
  }

  /** Bytes of the whole record. */
  int recordLength() {
    return SIZE + payloadLength;
  }

  void write(ByteBuffer target) {
    target.putInt(TYPE).putInt(LENGTH_BEFORE_PAYLOAD + payloadLength).putInt(flags);
    target.putLong(taiNanos);
  }

  /** Takes 20 bytes; empty when they are not the header of a record. */
  static Optional<RecordHeader> read(ByteBuffer source) {
    int type = source.getInt();
    int payloadLength = source.getInt() - LENGTH_BEFORE_PAYLOAD;
    int flags = source.getInt();
    long taiNanos = source.getLong();
    boolean valid =
        type == TYPE
            && payloadLength >= 0
            && payloadLength <= MAX_PAYLOAD
            && (flags & ~7) == 0
            && taiNanos >= 0;
    return valid ? Optional.of(new RecordHeader(payloadLength, flags, taiNanos)) : Optional.empty();
  }
}
