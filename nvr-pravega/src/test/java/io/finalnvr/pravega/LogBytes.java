package io.finalnvr.pravega;

import java.nio.ByteBuffer;
import java.time.Instant;

/** Writes a log byte by byte, as the description of the format says, with none of our own code. */
final class LogBytes {

  static final int KEY = 3;
  static final int FIRST_KEY = 7;

  private static final long TAI_AHEAD = 37_000_000_000L;

  final MemoryStreams.MemoryStream data;
  final MemoryStreams.MemoryStream index;

  LogBytes(MemoryStreams streams, String name) {
    this.data = streams.stream(name);
    this.index = streams.stream(name + "-index");
  }

  static long tai(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano() + TAI_AHEAD;
  }

  long end() {
    return data.extent().tail();
  }

  /** A record; gives where it begins. */
  long record(long tai, int flags, ByteBuffer payload) {
    long position = end();
    data.inject(bytes(tai, flags, payload));
    return position;
  }

  static ByteBuffer bytes(long tai, int flags, ByteBuffer payload) {
    return ByteBuffer.allocate(20 + payload.remaining())
        .putInt(0)
        .putInt(12 + payload.remaining())
        .putInt(flags)
        .putLong(tai)
        .put(payload.duplicate())
        .flip();
  }

  void slot(long tai, int flags, long position) {
    index.inject(ByteBuffer.allocate(20).putInt(flags).putLong(tai).putLong(position).flip());
  }

  /** A key frame and its index record. */
  void key(Instant time, boolean first, ByteBuffer payload) {
    slot(tai(time), first ? 6 : 2, record(tai(time), first ? FIRST_KEY : KEY, payload));
  }
}
