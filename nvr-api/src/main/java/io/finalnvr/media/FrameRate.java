package io.finalnvr.media;

import io.finalnvr.ConfigurationException;
import java.time.Duration;
import java.time.Instant;

/**
 * A rule that picks frames by their times alone: time is cut into cells of {@link #interval()},
 * counted from 1970-01-01T00:00:00Z, and of each cell the first frame shown is picked. The same
 * frames are picked live and from the past, wherever reading began, save in the cell it began in.
 *
 * <p>Of a camera that is not faster than this, two frames may fall into one cell, and one of them
 * is lost: ask for less than the camera's own rate, or for all of it.
 *
 * @param perSecond at most so many frames a second; above 0, up to 1000
 */
public record FrameRate(double perSecond) {

  private static final double NANOS = 1e9;
  private static final double MAX = 1000;
  private static final double MIN = 1.0 / 86_400;

  /** Checks the argument. */
  public FrameRate {
    if (!(perSecond >= MIN && perSecond <= MAX)) {
      throw new ConfigurationException(
          "frame rate " + perSecond + "; it goes from one a day to 1000 a second");
    }
  }

  /** Length of a cell. */
  public Duration interval() {
    return Duration.ofNanos(intervalNanos());
  }

  /** Number of the cell that an instant lies in. */
  public long cell(Instant instant) {
    long interval = intervalNanos();
    long perSecond = 1_000_000_000L;
    return Math.floorDiv(
        Math.addExact(
            Math.multiplyExact(instant.getEpochSecond(), perSecond), (long) instant.getNano()),
        interval);
  }

  private long intervalNanos() {
    return Math.round(NANOS / perSecond);
  }
}
