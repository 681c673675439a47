package io.finalnvr.pravega;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last short pieces that were read of a stream. What once stands at an offset never changes,
 * and searches in an index look at the same places again and again. Thread-safe.
 */
final class RecentReads {

  private static final int LONGEST = 4096;
  private static final int MOST = 16;

  private final Map<Long, byte[]> pieces =
      new LinkedHashMap<>(MOST, 0.75f, /* accessOrder= */ true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<Long, byte[]> eldest) {
          return size() > MOST;
        }
      };

  /** Fills the buffer, where this very piece is known. */
  synchronized boolean fill(long offset, ByteBuffer target) {
    byte[] piece = pieces.get(offset);
    if (piece == null || piece.length < target.remaining()) {
      return false;
    }
    target.put(piece, 0, target.remaining());
    return true;
  }

  /** Keeps what was read, where it is short. */
  synchronized void keep(long offset, ByteBuffer piece) {
    if (piece.remaining() <= LONGEST) {
      byte[] bytes = new byte[piece.remaining()];
      piece.get(bytes);
      pieces.put(offset, bytes);
    }
  }
}
