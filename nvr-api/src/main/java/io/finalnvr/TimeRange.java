package io.finalnvr;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time, half-open.
 *
 * @param start first instant inside
 * @param end first instant after; not before {@code start}
 */
public record TimeRange(Instant start, Instant end) {

  /** Checks the order. */
  public TimeRange {
    if (end.isBefore(start)) {
      throw new ConfigurationException(
          "time range from %s to %s: the end must not come before the start".formatted(start, end));
    }
  }

  /** How long it is. */
  public Duration duration() {
    return Duration.between(start, end);
  }

  /** Whether the instant lies inside. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(start) && instant.isBefore(end);
  }

  /** Whether the two have an instant in common. */
  public boolean overlaps(TimeRange other) {
    return start.isBefore(other.end) && other.start.isBefore(end);
  }
}
