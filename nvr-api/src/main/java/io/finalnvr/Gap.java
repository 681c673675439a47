package io.finalnvr;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A hole in a camera's footage.
 *
 * @param range from the end of the last frame before to the first frame after; where it still
 *     grows, up to now
 * @param cause why
 * @param detail for people: what exactly happened; may be empty
 * @param framesLost how many frames were received and lost, where known
 * @param bytesLost how many bytes they had, where known
 */
public record Gap(
    TimeRange range,
    GapCause cause,
    String detail,
    OptionalLong framesLost,
    OptionalLong bytesLost) {

  /** Checks the arguments. */
  public Gap {
    Objects.requireNonNull(range, "range");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(detail, "detail");
  }

  /** A gap of which nothing more is known. */
  public static Gap of(Instant start, Instant end, GapCause cause, String detail) {
    return new Gap(
        new TimeRange(start, end), cause, detail, OptionalLong.empty(), OptionalLong.empty());
  }
}
