package io.finalnvr;

import java.time.Instant;

/**
 * A continuous stretch of a camera's footage.
 *
 * @param start of its first frame
 * @param end of its last frame; where it is live, of the newest durable frame
 * @param live whether it was still growing when the snapshot was taken
 */
public record Recording(Instant start, Instant end, boolean live) {

  /** The stretch of time. */
  public TimeRange range() {
    return new TimeRange(start, end);
  }
}
