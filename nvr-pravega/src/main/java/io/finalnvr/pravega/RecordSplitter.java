package io.finalnvr.pravega;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the records of a payload: one, or several where it is too large for one.
 *
 * <p>A record of the greatest length is always followed by another piece, which may be empty, so
 * that a reader knows from a piece alone whether it has to wait for more. The first piece carries
 * the flags.
 */
final class RecordSplitter {

  static final int MAX_PAYLOAD = (64 << 20) + 1024;

  private RecordSplitter() {}

  /** Whole records, ready to be written; the payload is copied. */
  static List<ByteBuffer> records(long taiNanos, int flags, ByteBuffer payload) {
    ByteBuffer rest = payload.duplicate();
    List<ByteBuffer> records = new ArrayList<>(1);
    int length;
    do {
      length = Math.min(rest.remaining(), RecordHeader.MAX_PAYLOAD);
      ByteBuffer record = ByteBuffer.allocate(RecordHeader.SIZE + length);
      new RecordHeader(length, records.isEmpty() ? flags : 0, taiNanos).write(record);
      record.put(rest.slice(rest.position(), length));
      rest.position(rest.position() + length);
      records.add(record.flip());
    } while (length == RecordHeader.MAX_PAYLOAD);
    return records;
  }
}
