package io.finalnvr.core.play;

import java.time.Instant;

/**
 * Where a player stands.
 *
 * @param time of the frame shown, or the instant that was sought
 * @param shown whether the frame of that time was shown; false where the frame that was to be seen
 *     then is to be shown first
 */
record Place(Instant time, boolean shown) {

  /** What comes before has an earlier time. */
  Instant before() {
    return shown ? time : time.plusNanos(1);
  }
}
