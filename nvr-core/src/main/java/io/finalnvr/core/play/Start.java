package io.finalnvr.core.play;

import java.time.Instant;
import java.util.Optional;

/**
 * Which frames are shown, of records that begin with a key frame.
 *
 * @param exactly from the frame shown then on
 * @param after only those after that instant
 */
record Start(Optional<Instant> exactly, Optional<Instant> after) {

  static final Start AT_KEY = new Start(Optional.empty(), Optional.empty());

  static Start exactly(Instant instant) {
    return new Start(Optional.of(instant), Optional.empty());
  }

  static Start after(Instant instant) {
    return new Start(Optional.empty(), Optional.of(instant));
  }
}
