package io.finalnvr.pravega;

import java.nio.ByteBuffer;

/**
 * Twenty bytes that stand where the header of a data record should, right or not.
 *
 * @param lengthField as it is written: 12 more than the payload has
 * @param flags with the reserved bytes in front of them
 */
record RawHeader(int type, int lengthField, int flags, long taiNanos) {

  private static final int KNOWN_FLAGS =
      RecordHeader.INDEXED | RecordHeader.RANDOM_ACCESS | RecordHeader.DISCONTINUITY;

  static RawHeader read(ByteBuffer source) {
    return new RawHeader(source.getInt(), source.getInt(), source.getInt(), source.getLong());
  }

  /** Whether the next record can be found by it. */
  boolean isRecord() {
    return type == 0 && lengthField >= 12 && lengthField - 12 <= RecordHeader.MAX_PAYLOAD;
  }

  boolean hasUnknownFlags() {
    return (flags & ~KNOWN_FLAGS) != 0;
  }

  boolean indexed() {
    return (flags & RecordHeader.INDEXED) != 0;
  }

  boolean randomAccess() {
    return (flags & RecordHeader.RANDOM_ACCESS) != 0;
  }

  boolean discontinuity() {
    return (flags & RecordHeader.DISCONTINUITY) != 0;
  }

  int payloadLength() {
    return lengthField - 12;
  }

  int recordLength() {
    return RecordHeader.SIZE + payloadLength();
  }
}
