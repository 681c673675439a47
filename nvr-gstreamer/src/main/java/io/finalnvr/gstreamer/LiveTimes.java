package io.finalnvr.gstreamer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which running time frames get that go to a browser. Those that come at once, because they are
 * from before, follow each other as fast as they come, so that the browser does not play them in
 * their own time and stay behind; from then on frames are as far apart as they were taken, with the
 * one that came fastest as the measure. Single-threaded.
 */
final class LiveTimes {

  /** How far apart frames are at least: no two may have the same RTP timestamp. */
  static final long STEP_NANOS = 100_000;

  private static final long TOLD_NANOS = 1_000_000;

  private @Nullable Instant first;
  private long offset;
  private long last = -STEP_NANOS;
  private long told = Long.MIN_VALUE;

  /**
   * The running time of a picture, greater than that of the one before.
   *
   * @param now the running time now, nanoseconds
   */
  long stamp(Instant time, long now) {
    Instant start = first;
    if (start == null) {
      first = time;
      offset = now;
      last = now;
      return now;
    }
    long taken = Duration.between(start, time).toNanos();
    offset = Math.min(offset, now - taken);
    last = Math.max(last + STEP_NANOS, taken + offset);
    return last;
  }

  /** The running time of sound, by what is known from the pictures; empty where it is too old. */
  Optional<Long> sound(Instant time) {
    Instant start = first;
    if (start == null) {
      return Optional.empty();
    }
    long at = Duration.between(start, time).toNanos() + offset;
    return at < 0 ? Optional.empty() : Optional.of(at);
  }

  /** Whether the last picture's instant does not follow from what was told last; told it is now. */
  boolean untold(Instant time) {
    Instant start = first;
    if (start == null) {
      return false;
    }
    long difference = last - Duration.between(start, time).toNanos();
    if (told != Long.MIN_VALUE && Math.abs(difference - told) < TOLD_NANOS) {
      return false;
    }
    told = difference;
    return true;
  }
}
