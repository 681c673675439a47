package io.finalnvr.pravega;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Steps from record to record in data that is there already. Reads windows of 64 KiB. */
final class RecordWalk {

  private static final int WINDOW = 64 << 10;

  private final ByteStream data;
  private final long end;
  private long position;
  private long windowStart;
  private ByteBuffer window = ByteBuffer.allocate(0);

  /**
   * Starts at a record.
   *
   * @param end where the data ends
   */
  RecordWalk(ByteStream data, long start, long end) {
    this.data = data;
    this.position = start;
    this.end = end;
  }

  /** Where the next record is, or whatever else is there. */
  long position() {
    return position;
  }

  /** Whether the walk came to the end of the data, with nothing left over. */
  boolean isAtEnd() {
    return position == end;
  }

  /** The header of the next record; empty where there is no whole record. */
  Optional<RecordHeader> next() throws CutOffException {
    if (end - position < RecordHeader.SIZE) {
      return Optional.empty();
    }
    int at = windowAt();
    Optional<RecordHeader> header =
        RecordHeader.read(window.slice(at, RecordHeader.SIZE))
            .filter(found -> found.recordLength() <= end - position);
    header.ifPresent(found -> position += found.recordLength());
    return header;
  }

  private int windowAt() throws CutOffException {
    long at = position - windowStart;
    if (at < 0 || at + RecordHeader.SIZE > window.limit()) {
      window = ByteBuffer.allocate((int) Math.min(WINDOW, end - position));
      data.read(position, window);
      window.flip();
      windowStart = position;
      return 0;
    }
    return (int) at;
  }
}
