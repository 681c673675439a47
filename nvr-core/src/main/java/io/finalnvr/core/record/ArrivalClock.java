package io.finalnvr.core.record;

import io.finalnvr.core.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When frames arrive: the wall clock, read once and carried on by the monotonic one, so that small
 * corrections do not tear the timeline. Not thread-safe.
 */
final class ArrivalClock {

  /** By how much the wall clock must have been set for that to be followed. */
  static final Duration STEP = Duration.ofSeconds(1);

  private static final Duration READ_TOGETHER = Duration.ofMillis(50);

  private final Clocks clocks;
  private long origin;
  private Instant originInstant = Instant.EPOCH;

  ArrivalClock(Clocks clocks) {
    this.clocks = clocks;
  }

  /** From now on by the wall clock as it is. */
  void set() {
    origin = clocks.nanoTime();
    originInstant = clocks.instant();
  }

  /** The instant of a monotonic time. */
  Instant at(long nanos) {
    return originInstant.plusNanos(nanos - origin);
  }

  /** By how much the wall clock was set since {@link #set()}, where that is worth following. */
  Optional<Duration> step() {
    long before = clocks.nanoTime();
    Instant wall = clocks.instant();
    long after = clocks.nanoTime();
    Duration step = Duration.between(at(after), wall);
    // A thread that was not running between two readings has seen no step.
    return after - before < READ_TOGETHER.toNanos() && step.abs().compareTo(STEP) > 0
        ? Optional.of(step)
        : Optional.empty();
  }
}
