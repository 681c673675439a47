package io.finalnvr.core.mp4;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Counts the fragments of tracks in a file that goes by in order. Not thread-safe. */
public final class FragmentCounter {

  /** Up to the number of the track in a fragment of ours. */
  private static final int HEAD = 48;

  private static final int TRACK = 44;

  private final Map<Integer, Long> fragments = new HashMap<>();
  private final ByteBuffer head = ByteBuffer.allocate(HEAD);
  private long toSkip;

  /** Takes what comes next. */
  public void take(ByteBuffer data) {
    ByteBuffer rest = data.duplicate();
    while (rest.hasRemaining()) {
      if (toSkip > 0) {
        int skipped = (int) Math.min(toSkip, rest.remaining());
        rest.position(rest.position() + skipped);
        toSkip -= skipped;
      } else {
        head.put(rest.get());
        if (head.position() >= 8) {
          box();
        }
      }
    }
  }

  private void box() {
    boolean fragment = head.getInt(4) == BoxType.MOOF;
    if (fragment && head.hasRemaining()) {
      return;
    }
    if (fragment) {
      fragments.merge(head.getInt(TRACK), 1L, Long::sum);
    }
    toSkip = (head.getInt(0) & 0xffff_ffffL) - head.position();
    head.clear();
  }

  /** How many fragments of a track went by. */
  public long fragments(int trackId) {
    return fragments.getOrDefault(trackId, 0L);
  }
}
