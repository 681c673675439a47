package io.finalnvr;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What to play: where to begin, where to end, how fast. An immutable value.
 *
 * @param from the instant to begin at; empty for the live edge
 * @param mode how {@code from} is found
 * @param until the instant to end at, exclusive; empty to follow the camera without end
 * @param speed how fast
 */
public record Playback(
    Optional<Instant> from, SeekMode mode, Optional<Instant> until, Speed speed) {

  /** Checks the arguments. */
  public Playback {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(speed, "speed");
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      throw new ConfigurationException(
          "play from %s until %s: the end must come after the start"
              .formatted(from.get(), until.get()));
    }
  }

  /** The newest footage, without end: begins at the newest key frame and follows the camera. */
  public static Playback live() {
    return new Playback(Optional.empty(), SeekMode.PREVIOUS_KEY, Optional.empty(), Speed.NORMAL);
  }

  /** From the key frame at or before an instant, in real time, joining the live edge. */
  public static Playback from(Instant instant) {
    return new Playback(
        Optional.of(instant), SeekMode.PREVIOUS_KEY, Optional.empty(), Speed.NORMAL);
  }

  /** A range, in real time, from the key frame at or before its start. */
  public static Playback of(TimeRange range) {
    return from(range.start()).until(range.end());
  }

  /** The same with another seek mode. */
  public Playback mode(SeekMode mode) {
    return new Playback(from, mode, until, speed);
  }

  /** The same up to an instant, exclusive. */
  public Playback until(Instant end) {
    return new Playback(from, mode, Optional.of(end), speed);
  }

  /** The same at another speed. */
  public Playback speed(Speed speed) {
    return new Playback(from, mode, until, speed);
  }
}
