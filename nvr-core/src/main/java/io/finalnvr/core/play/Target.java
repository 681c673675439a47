package io.finalnvr.core.play;

import io.finalnvr.Playback;
import io.finalnvr.SeekMode;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a player is to go on.
 *
 * @param at the instant; empty for the live edge
 * @param mode how the instant is found
 * @param bounded whether the bounds of the asked range hold
 */
record Target(Optional<Instant> at, SeekMode mode, boolean bounded) {

  /** Where a playback begins: a range that is played backwards at its end. */
  static Target of(Playback playback) {
    if (playback.speed().isReverse() && playback.until().isPresent()) {
      Optional<Instant> last = playback.until().map(end -> end.minusNanos(1));
      return new Target(last, SeekMode.EXACT, /* bounded= */ true);
    }
    return new Target(playback.from(), playback.mode(), /* bounded= */ true);
  }

  static Target at(Instant instant, SeekMode mode) {
    return new Target(Optional.of(instant), mode, /* bounded= */ true);
  }

  static Target live() {
    return new Target(Optional.empty(), SeekMode.PREVIOUS_KEY, /* bounded= */ false);
  }

  /** The same, but not after an instant. */
  Target notAfter(Instant limit) {
    return new Target(at.map(a -> a.isAfter(limit) ? limit : a), mode, bounded);
  }
}
