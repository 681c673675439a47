package io.finalnvr.core.play;

import io.finalnvr.spi.LogBreak;
import java.time.Instant;
import java.util.Optional;

/** Where an instant was found in a footage log. */
sealed interface Located {

  /** Position to read on from, up to the first random-access record there. */
  long position();

  /**
   * Footage shows something at the instant.
   *
   * @param instant it may be nearer than the one asked for, where footage had not reached that
   */
  record Found(long position, Instant instant) implements Located {}

  /** The instant comes before all footage; reading goes on at the oldest, if there is any. */
  record BeforeOldest(long position) implements Located {}

  /**
   * The instant is in a gap; reading goes on after it.
   *
   * @param broken why bytes were passed over there, where they were
   */
  record InGap(long position, Instant start, Instant end, Optional<LogBreak.Cause> broken)
      implements Located {}

  /** The instant comes after all footage; reading goes on at the tail. */
  record AfterNewest(long position, Instant end) implements Located {}

  /** There is no footage yet. */
  record Nothing(long position) implements Located {}
}
