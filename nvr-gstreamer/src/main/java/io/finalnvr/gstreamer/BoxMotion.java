package io.finalnvr.gstreamer;

import io.finalnvr.ConfigurationException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * When a box moves across the picture of a {@link SimulatedCamera} in which else nothing moves: in
 * a part of every period. Periods are counted from 1970-01-01T00:00:00Z by the camera's clock, so
 * that anybody knows when it moves.
 *
 * @param from where in the period it appears at the left edge
 * @param to where in the period it has reached the right edge and vanishes
 * @param period how long a period is
 */
public record BoxMotion(Duration from, Duration to, Duration period) {

  /** Checks the arguments. */
  public BoxMotion {
    if (from.isNegative() || from.compareTo(to) >= 0 || to.compareTo(period) > 0) {
      throw new ConfigurationException(
          "a box that moves from %s to %s of every %s; they must be in this order"
              .formatted(from, to, period));
    }
  }

  /** How far it is at an instant, from 0 to 1; empty when it is not there. */
  OptionalDouble at(Instant time) {
    long in = Math.floorMod(time.toEpochMilli(), period.toMillis()) - from.toMillis();
    double part = (double) in / to.minus(from).toMillis();
    return part >= 0 && part < 1 ? OptionalDouble.of(part) : OptionalDouble.empty();
  }
}
