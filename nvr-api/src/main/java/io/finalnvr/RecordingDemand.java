package io.finalnvr;

import java.time.Duration;
import java.util.Optional;

/**
 * What a {@link RecordingSchedule} asks for at an instant.
 *
 * @param continuous whether to record whatever happens
 * @param onEvent whether to record when something happens, and how much of before and after
 */
public record RecordingDemand(boolean continuous, Optional<EventRoll> onEvent) {

  /** Nothing is recorded, whatever happens. */
  public static final RecordingDemand NOTHING = new RecordingDemand(false, Optional.empty());

  /** Everything is recorded. */
  public static final RecordingDemand EVERYTHING = new RecordingDemand(true, Optional.empty());

  /** Whether the camera is needed at all: for what is recorded, or for what may be. */
  public boolean needsCamera() {
    return continuous || onEvent.isPresent();
  }

  /** What one of the two asks for. */
  RecordingDemand or(RecordingDemand other) {
    return new RecordingDemand(
        continuous || other.continuous,
        onEvent
            .flatMap(mine -> other.onEvent.map(mine::longest))
            .or(() -> onEvent)
            .or(() -> other.onEvent));
  }

  /** What both ask for: on events only, where one of them asks for no more. */
  RecordingDemand and(RecordingDemand other) {
    if (!needsCamera() || !other.needsCamera()) {
      return NOTHING;
    }
    return new RecordingDemand(
        continuous && other.continuous,
        onEvent
            .flatMap(mine -> other.onEvent.map(mine::shortest))
            .or(() -> onEvent)
            .or(() -> other.onEvent));
  }

  /**
   * How much is recorded around an event.
   *
   * @param preRoll at least so much of before, from the key frame at or before it; up to 5 min
   * @param postRoll so much of after; a further event begins it anew; up to 24 h
   */
  public record EventRoll(Duration preRoll, Duration postRoll) {

    private static final Duration LONGEST_PRE_ROLL = Duration.ofMinutes(5);
    private static final Duration LONGEST_POST_ROLL = Duration.ofHours(24);

    /** Checks the arguments. */
    public EventRoll {
      requireBetween("pre-roll", preRoll, LONGEST_PRE_ROLL);
      requireBetween("post-roll", postRoll, LONGEST_POST_ROLL);
    }

    private static void requireBetween(String what, Duration given, Duration most) {
      if (given.isNegative() || given.compareTo(most) > 0) {
        throw new ConfigurationException(
            "a %s of %s; it must be between 0 s and %s"
                .formatted(what, RetentionWords.duration(given), RetentionWords.duration(most)));
      }
    }

    private EventRoll longest(EventRoll other) {
      return new EventRoll(max(preRoll, other.preRoll), max(postRoll, other.postRoll));
    }

    private EventRoll shortest(EventRoll other) {
      return new EventRoll(min(preRoll, other.preRoll), min(postRoll, other.postRoll));
    }

    private static Duration max(Duration a, Duration b) {
      return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration min(Duration a, Duration b) {
      return a.compareTo(b) <= 0 ? a : b;
    }
  }
}
