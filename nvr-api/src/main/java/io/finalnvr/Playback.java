package io.finalnvr;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What to play: where to begin, where to end, how fast. An immutable value.
 *
 * <p>With a start and an end it is a range: backwards it is played from its end down to the frame
 * that is shown at its start, whatever the mode.
 *
 * @param from the instant to begin at; empty for the live edge
 * @param mode how {@code from} is found
 * @param until the instant to end at, exclusive; empty to follow the camera without end
 * @param speed how fast, and which way
 * @param gaps what to do where footage is missing
 * @param loop whether a range begins anew at its end, until something else is asked for
 * @param stream which stream of the camera
 */
public record Playback(
    Optional<Instant> from,
    SeekMode mode,
    Optional<Instant> until,
    Speed speed,
    GapMode gaps,
    boolean loop,
    CameraStream stream) {

  /** Checks the arguments. */
  public Playback {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(speed, "speed");
    Objects.requireNonNull(gaps, "gaps");
    Objects.requireNonNull(stream, "stream");
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      throw new ConfigurationException(
          "play from %s until %s: the end must come after the start"
              .formatted(from.get(), until.get()));
    }
    if (loop && (from.isEmpty() || until.isEmpty())) {
      throw new ConfigurationException("only a range with start and end can be played in a loop");
    }
  }

  /** The newest footage, without end: begins at the newest key frame and follows the camera. */
  public static Playback live() {
    return new Playback(
        Optional.empty(),
        SeekMode.PREVIOUS_KEY,
        Optional.empty(),
        Speed.NORMAL,
        GapMode.SKIP,
        /* loop= */ false,
        CameraStream.MAIN);
  }

  /** From the key frame at or before an instant, in real time, joining the live edge. */
  public static Playback from(Instant instant) {
    Playback live = live();
    return new Playback(
        Optional.of(instant), live.mode, live.until, live.speed, live.gaps, live.loop, live.stream);
  }

  /** A range, in real time, from the key frame at or before its start. */
  public static Playback of(TimeRange range) {
    return from(range.start()).until(range.end());
  }

  /** The same with another seek mode. */
  public Playback mode(SeekMode mode) {
    return new Playback(from, mode, until, speed, gaps, loop, stream);
  }

  /** The same up to an instant, exclusive. */
  public Playback until(Instant end) {
    return new Playback(from, mode, Optional.of(end), speed, gaps, loop, stream);
  }

  /** The same at another speed. */
  public Playback speed(Speed speed) {
    return new Playback(from, mode, until, speed, gaps, loop, stream);
  }

  /** The same with another way to treat gaps. */
  public Playback gaps(GapMode gaps) {
    return new Playback(from, mode, until, speed, gaps, loop, stream);
  }

  /** The same over and over. It must have a start and an end. */
  public Playback looped() {
    return new Playback(from, mode, until, speed, gaps, /* loop= */ true, stream);
  }

  /** The same of another stream of the camera. */
  public Playback stream(CameraStream stream) {
    return new Playback(from, mode, until, speed, gaps, loop, stream);
  }
}
