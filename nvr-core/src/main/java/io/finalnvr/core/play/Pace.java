package io.finalnvr.core.play;

import io.finalnvr.Speed;
import java.time.Duration;
import java.time.Instant;

/**
 * When a frame is due, forward or backwards. Pure; not thread-safe.
 *
 * <p>The first frame after {@link #restart()} is due at once, those after it by their distance from
 * it. A player that was held up catches up. Once the live edge was reached, frames are due the
 * moment they come, until {@link #restart()} or a speed below real time.
 */
final class Pace {

  private double factor;
  private boolean live;
  private boolean anchored;
  private long anchorNanos;
  private Instant anchorTime = Instant.EPOCH;

  Pace(Speed speed) {
    this.factor = speed.factor();
  }

  /** The next frame is due at once: after a seek, a pause, a failure. */
  void restart() {
    anchored = false;
    live = false;
  }

  /** The live edge was reached. */
  void live() {
    live = factor >= 1;
    anchored = false;
  }

  /** Plays at this speed from then on; gives whether it is another one. */
  boolean speed(Speed speed, long sinceNanos) {
    if (speed.factor() == factor) {
      return false;
    }
    if (anchored && !Double.isInfinite(factor)) {
      double media = (sinceNanos - anchorNanos) * factor;
      anchorTime = anchorTime.plusNanos((long) media);
      anchorNanos = sinceNanos;
    } else {
      anchored = false;
    }
    factor = speed.factor();
    live = live && factor >= 1;
    return true;
  }

  /** A hole of this length is passed over; its time is not waited for. */
  void pass(Duration hole) {
    anchorTime = factor > 0 ? anchorTime.plus(hole) : anchorTime.minus(hole);
  }

  /** How long to wait for the frame of this time; zero or less: it is due. */
  long waitNanos(Instant time, long nowNanos) {
    if (live || Double.isInfinite(factor)) {
      return 0;
    }
    if (!anchored) {
      anchored = true;
      anchorTime = time;
      anchorNanos = nowNanos;
      return 0;
    }
    double media = nanos(Duration.between(anchorTime, time));
    return anchorNanos + (long) (media / factor) - nowNanos;
  }

  private static double nanos(Duration duration) {
    return duration.getSeconds() * 1e9 + duration.getNano();
  }
}
