package io.finalnvr.gstreamer;

import io.finalnvr.spi.SourceFrame;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Sees when a camera's clock begins anew within a session, because it plays a file in a loop, for
 * example. What it says of its wall-clock time is wrong then, up to its next sender report. Stalls
 * and bursts of the network are no jumps. Not thread-safe.
 */
final class ClockJumps {

  private static final long BACK = TimeUnit.SECONDS.toNanos(1);
  private static final long AHEAD = TimeUnit.SECONDS.toNanos(5);

  private final Map<Integer, Last> lasts = new HashMap<>();

  /** Whether the clock jumped right before this frame, which arrived at {@code nowNanos}. */
  boolean before(SourceFrame frame, long nowNanos) {
    long pts = frame.ptsNanos();
    Last last = lasts.get(frame.track().id());
    if (last == null) {
      lasts.put(frame.track().id(), new Last(pts, nowNanos));
      return false;
    }
    long step = pts - last.pts;
    lasts.put(frame.track().id(), new Last(Math.max(pts, last.pts), nowNanos));
    return step < -BACK || step - (nowNanos - last.nowNanos) > AHEAD;
  }

  private record Last(long pts, long nowNanos) {}
}
