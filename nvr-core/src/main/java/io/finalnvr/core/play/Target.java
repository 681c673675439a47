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
 * @param bounded whether the end of the asked range holds
 */
record Target(Optional<Instant> at, SeekMode mode, boolean bounded) {

  static Target of(Playback playback) {
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
