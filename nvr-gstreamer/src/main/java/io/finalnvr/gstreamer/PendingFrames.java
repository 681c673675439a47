package io.finalnvr.gstreamer;

import io.finalnvr.media.EncodedFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Frames that went into a decoder and did not come out yet, found again by the time that a buffer
 * carries. Pictures come out in the order in which they are shown, so what was passed over never
 * comes. Pure; thread-safe.
 */
final class PendingFrames {

  /** The greatest reorder depth, and what waits in front of the decoder and behind it. */
  static final int MAX = 64;

  private static final long FIRST_TIME_NANOS = 1_000_000_000_000L;

  private final Instant base;
  private final TreeMap<Long, EncodedFrame> frames = new TreeMap<>();

  /**
   * What came out of a decoder.
   *
   * @param lost frames before it that did not come out
   * @param frame whose picture it is; null where that is not known
   */
  record Found(List<EncodedFrame> lost, @Nullable EncodedFrame frame) {}

  PendingFrames(Instant base) {
    this.base = base;
  }

  /** Adds a frame; gives the time for its buffer, nanoseconds, which no other has. */
  synchronized long add(EncodedFrame frame) {
    // Footage has a resolution of a microsecond, so there is room between two times.
    long pts = Math.max(0, FIRST_TIME_NANOS + Duration.between(base, frame.time()).toNanos());
    while (frames.containsKey(pts)) {
      pts++;
    }
    frames.put(pts, frame);
    return pts;
  }

  /** Frames that have waited in vain because the decoder swallows everything. */
  synchronized List<EncodedFrame> takeOverdue() {
    List<EncodedFrame> overdue = new ArrayList<>();
    while (frames.size() > MAX) {
      overdue.add(frames.pollFirstEntry().getValue());
    }
    return overdue;
  }

  /** Takes the frame of a buffer that came out, and those before it. */
  synchronized Found take(long pts) {
    EncodedFrame frame = frames.remove(pts);
    List<EncodedFrame> lost = new ArrayList<>();
    if (frame != null) {
      while (!frames.isEmpty() && frames.firstKey() < pts) {
        lost.add(frames.pollFirstEntry().getValue());
      }
    }
    return new Found(lost, frame);
  }

  /** Takes all that is left. */
  synchronized List<EncodedFrame> takeAll() {
    List<EncodedFrame> all = List.copyOf(frames.values());
    frames.clear();
    return all;
  }
}
