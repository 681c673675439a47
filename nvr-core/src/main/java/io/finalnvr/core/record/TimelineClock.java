package io.finalnvr.core.record;

import java.util.OptionalLong;

/**
 * Maps presentation times of one session to the timeline. Pure; not thread-safe.
 *
 * <p>The rule: {@code timeline = pts + offset}. The offset a frame asks for is
 *
 * <ul>
 *   <li>{@code cameraTime - pts}, where the camera tells its wall-clock time (RTCP sender reports)
 *       and that is believed;
 *   <li>else the smallest {@code arrival - pts} of the last 10 to 20 s: the frame that was delayed
 *       least is the best estimate.
 * </ul>
 *
 * The camera's wall clock is believed until it puts frames more than {@link #TRUST} away from where
 * their arrival puts them, and then not before it is within half of that.
 *
 * <p>The first frame sets the offset. Later it is moved towards what is asked for by at most 1000
 * ppm of the time passed (2 % during the first 15 s, when sender reports have only begun to come,
 * and while it is more than 100 ms off), so that neither drift nor a corrected clock tears the
 * timeline. Where the presentation times themselves jump, the offset is set anew. See {@code
 * doc/time.md}.
 *
 * <p>All times are nanoseconds; timeline, camera and arrival times since 1970-01-01T00:00:00Z.
 */
final class TimelineClock {

  /** How far the camera's wall clock may be from ours to be believed. */
  static final long TRUST = 10_000_000_000L;

  private static final long WINDOW = 10_000_000_000L;
  private static final long JUMP = 5_000_000_000L;
  private static final long SETTLING = 15_000_000_000L;
  private static final double SLEW = 1_000e-6;
  private static final double SLEW_FAST = 0.02;
  private static final long FAR = 100_000_000L;

  private boolean anchored;
  private boolean believed;
  private long offset;
  private long lastPts;
  private long lastArrival;
  private long firstPts;
  private long windowStart;
  private long leastInWindow;
  private long leastInWindowBefore;

  /** The timeline instant of a frame, nanoseconds since 1970. */
  long place(long pts, OptionalLong cameraTime, long arrival) {
    if (!anchored || jumped(pts, arrival)) {
      anchor(pts, cameraTime, arrival);
    } else {
      observe(pts, arrival);
      slewTowards(askedOffset(pts, cameraTime), pts);
    }
    lastPts = Math.max(lastPts, pts);
    lastArrival = arrival;
    return pts + offset;
  }

  /** Moves the whole mapping forward, so that a frame does not fall before what is recorded. */
  void shift(long nanos) {
    offset += nanos;
  }

  private boolean jumped(long pts, long arrival) {
    long step = pts - lastPts;
    return Math.abs(step - (arrival - lastArrival)) > JUMP && Math.abs(step) > JUMP;
  }

  private void anchor(long pts, OptionalLong cameraTime, long arrival) {
    leastInWindow = arrival - pts;
    leastInWindowBefore = Long.MAX_VALUE;
    windowStart = arrival;
    believed = true;
    offset = askedOffset(pts, cameraTime);
    firstPts = pts;
    lastPts = pts;
    anchored = true;
  }

  private void observe(long pts, long arrival) {
    if (arrival - windowStart > WINDOW) {
      leastInWindowBefore = leastInWindow;
      leastInWindow = Long.MAX_VALUE;
      windowStart = arrival;
    }
    leastInWindow = Math.min(leastInWindow, arrival - pts);
  }

  private long askedOffset(long pts, OptionalLong cameraTime) {
    long byArrival = Math.min(leastInWindow, leastInWindowBefore);
    if (cameraTime.isEmpty()) {
      return byArrival;
    }
    long byCamera = cameraTime.getAsLong() - pts;
    believed = Math.abs(byCamera - byArrival) <= (believed ? TRUST : TRUST / 2);
    return believed ? byCamera : byArrival;
  }

  private void slewTowards(long asked, long pts) {
    boolean fast = pts - firstPts < SETTLING || Math.abs(asked - offset) > FAR;
    double rate = fast ? SLEW_FAST : SLEW;
    long most = (long) (Math.max(0, pts - lastPts) * rate);
    offset += Math.max(-most, Math.min(most, asked - offset));
  }
}
