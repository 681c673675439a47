package io.finalnvr.core.mp4;

import io.finalnvr.media.Codec;
import io.finalnvr.media.VideoTrack;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Decode times for video whose source gives presentation times only, in decode order: RTSP. Adds no
 * delay. Not thread-safe.
 *
 * <p>With reorder depth K (at most K frames come before a frame in decode order and after it in
 * presentation order), the decode time of frame n, counted from 0, is the presentation time that
 * stands at place n - K when all are sorted. It is known when frame n arrives, because a frame that
 * comes later can't be among the n - K + 1 earliest. So the K + 1 latest presentation times that
 * were not given away are kept, and the smallest is given away:
 *
 * <pre>
 *   dts(n) = sorted(pts)[n - K]                for n &gt;= K
 *   dts(n) = pts(0) - (K - n) * frame interval for n &lt; K
 *   dts(n) &gt;= dts(n - 1) + 1 µs
 * </pre>
 *
 * <p>K begins with what the stream declares, and grows when frames turn out to be reordered more
 * deeply. Right then a few decode times are later than the presentation times, once. After a jump
 * of the source's clock a new object is needed.
 */
public final class DecodeOrder {

  /** No H.264 or H.265 stream may reorder more deeply. */
  static final int MAX_DEPTH = 16;

  private static final Duration USUAL_INTERVAL = Duration.ofMillis(40);
  private static final long MIN_STEP = 1_000;

  private final long frameInterval;
  private final long[] arrived = new long[MAX_DEPTH];
  private final long[] waiting = new long[MAX_DEPTH + 1];
  private int waitingCount;
  private int reorderDepth;
  private long count;
  private long first;
  private long last;
  private boolean gaveAway;

  /** For 25 frames per second. */
  public DecodeOrder(int initialReorderDepth) {
    this(initialReorderDepth, USUAL_INTERVAL);
  }

  /**
   * For a stream.
   *
   * @param initialReorderDepth what the stream declares, 0 where it declares nothing
   * @param frameInterval usual time between two frames
   */
  public DecodeOrder(int initialReorderDepth, Duration frameInterval) {
    if (initialReorderDepth < 0) {
      throw new IllegalArgumentException("reorder depth " + initialReorderDepth);
    }
    this.reorderDepth = Math.min(initialReorderDepth, MAX_DEPTH);
    this.frameInterval = Math.max(MIN_STEP, frameInterval.toNanos());
  }

  /** For a track, by what its codec data declare. */
  public static DecodeOrder of(VideoTrack track) {
    Optional<H264Sps> sps =
        track.codec() == Codec.H264 ? H264Sps.fromAvcC(track.codecData()) : Optional.empty();
    return new DecodeOrder(
        sps.map(s -> s.reorderDepth().orElse(0)).orElse(0),
        sps.flatMap(H264Sps::frameDuration).orElse(USUAL_INTERVAL));
  }

  /** The reorder depth as far as it is known. */
  public int reorderDepth() {
    return reorderDepth;
  }

  /** The decode time of the frame that comes next in decode order, nanoseconds. */
  public long decodeTimeNanos(long ptsNanos) {
    if (count == 0) {
      first = ptsNanos;
    }
    reorderDepth = Math.max(reorderDepth, laterArrivedBefore(ptsNanos));
    arrived[(int) (count % MAX_DEPTH)] = ptsNanos;
    insert(ptsNanos);

    long decodeTime;
    if (waitingCount > reorderDepth) {
      decodeTime = removeSmallest();
      gaveAway = true;
    } else {
      decodeTime = gaveAway ? last : first - (reorderDepth - count) * frameInterval;
    }
    last = count == 0 ? decodeTime : Math.max(decodeTime, last + MIN_STEP);
    count++;
    return last;
  }

  private int laterArrivedBefore(long pts) {
    int later = 0;
    for (int i = 0; i < Math.min(count, MAX_DEPTH); i++) {
      later += arrived[i] > pts ? 1 : 0;
    }
    return later;
  }

  private void insert(long pts) {
    waiting[waitingCount++] = pts;
    Arrays.sort(waiting, 0, waitingCount);
  }

  private long removeSmallest() {
    long smallest = waiting[0];
    waitingCount--;
    System.arraycopy(waiting, 1, waiting, 0, waitingCount);
    return smallest;
  }
}
