package io.finalnvr.pravega;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads headers of records that are there already, mostly in order: 64 KiB at a time. */
final class HeaderWindow {

  private static final int WINDOW = 64 << 10;

  private final ByteStream data;
  private final long end;
  private long start;
  private ByteBuffer window = ByteBuffer.allocate(0);

  /** Headers of the data before an offset. */
  HeaderWindow(ByteStream data, long end) {
    this.data = data;
    this.end = end;
  }

  /** Where the data ends. */
  long end() {
    return end;
  }

  /** What stands at a position; null where less than a header is left. */
  @Nullable RawHeader at(long position) throws CutOffException {
    if (end - position < RecordHeader.SIZE) {
      return null;
    }
    long at = position - start;
    if (at < 0 || at + RecordHeader.SIZE > window.limit()) {
      window = ByteBuffer.allocate((int) Math.min(WINDOW, end - position));
      data.read(position, window);
      window.flip();
      start = position;
      at = 0;
    }
    return RawHeader.read(window.slice((int) at, RecordHeader.SIZE));
  }

  /** Whether an index record points at the start of its record. */
  boolean isRecordOf(IndexRecord indexed) throws CutOffException {
    RawHeader header = at(indexed.position());
    return header != null && header.isRecord() && header.taiNanos() == indexed.taiNanos();
  }
}
