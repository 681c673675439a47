package io.finalnvr.core.play;

import io.finalnvr.Playback;
import java.time.Instant;
import java.util.Optional;

/**
 * What a player does not go beyond.
 *
 * @param from the frame shown then is the first one; empty for no bound
 * @param until no frame from then on is shown; empty for no bound
 */
record Bounds(Optional<Instant> from, Optional<Instant> until) {

  static final Bounds NONE = new Bounds(Optional.empty(), Optional.empty());

  /** Those of a playback: its start is a bound only where it has an end, too. */
  static Bounds of(Playback playback) {
    return new Bounds(
        playback.until().isPresent() ? playback.from() : Optional.empty(), playback.until());
  }

  boolean isAfter(Instant time) {
    return until.isPresent() && !time.isBefore(until.get());
  }

  /** Whether nothing before a place is in the bounds. */
  boolean isFirst(Place place) {
    return from.isPresent()
        && (place.shown() ? !place.time().isAfter(from.get()) : place.time().isBefore(from.get()));
  }
}
