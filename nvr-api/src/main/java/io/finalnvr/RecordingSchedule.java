package io.finalnvr;

import io.finalnvr.RecordingDemand.EventRoll;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * Says when a camera is recorded. A pure function of the instant: it never records anything itself,
 * the engine does.
 *
 * <pre>{@code
 * RecordingSchedule always = RecordingSchedule.continuous();
 * RecordingSchedule onEvent = RecordingSchedule.onEvent(Duration.ofSeconds(10), Duration.ofSeconds(30));
 * RecordingSchedule office = RecordingSchedule.weekly(WeeklyTimetable.of(zone, "Mon-Fri 08:00-18:00"));
 * RecordingSchedule.allOf(office, onEvent); // on events, in office hours only
 * RecordingSchedule.anyOf(office, onEvent); // in office hours all, otherwise on events
 * }</pre>
 */
public sealed interface RecordingSchedule {

  /** What is to be recorded at an instant. */
  RecordingDemand at(Instant instant);

  /**
   * The next instant at which something else may be asked for; empty where it stays as it is.
   *
   * @param after the result is later than this
   */
  Optional<Instant> nextChange(Instant after);

  /** When it records, in words. */
  String describe();

  /** Always, whatever happens. */
  static RecordingSchedule continuous() {
    return new Continuous();
  }

  /**
   * When a triggering {@link Event} comes: from the key frame at or before {@code preRoll} before
   * it until {@code postRoll} after it, longer where further events come meanwhile. The camera
   * stays connected, and what it sends is kept in memory for as long as {@code preRoll} asks,
   * within {@link NvrBuilder#preRollBudget}.
   *
   * @param preRoll up to 5 min
   * @param postRoll up to 24 h
   */
  static RecordingSchedule onEvent(Duration preRoll, Duration postRoll) {
    return new OnEvent(new EventRoll(preRoll, postRoll));
  }

  /** At the times of a timetable. At other times the camera is not connected to. */
  static RecordingSchedule weekly(WeeklyTimetable timetable) {
    return new Weekly(timetable);
  }

  /** Whenever one of the schedules records; of several pre- and post-rolls the longest. */
  static RecordingSchedule anyOf(RecordingSchedule... schedules) {
    return new AnyOf(List.of(schedules));
  }

  /**
   * When all of the schedules record; on events only, where one of them does so. Of several pre-
   * and post-rolls the shortest.
   */
  static RecordingSchedule allOf(RecordingSchedule... schedules) {
    return new AllOf(List.of(schedules));
  }

  /** See {@link #continuous}. */
  record Continuous() implements RecordingSchedule {
    @Override
    public RecordingDemand at(Instant instant) {
      return RecordingDemand.EVERYTHING;
    }

    @Override
    public Optional<Instant> nextChange(Instant after) {
      return Optional.empty();
    }

    @Override
    public String describe() {
      return "always";
    }
  }

  /**
   * See {@link #onEvent}.
   *
   * @param roll how much is recorded around an event
   */
  record OnEvent(EventRoll roll) implements RecordingSchedule {
    @Override
    public RecordingDemand at(Instant instant) {
      return new RecordingDemand(false, Optional.of(roll));
    }

    @Override
    public Optional<Instant> nextChange(Instant after) {
      return Optional.empty();
    }

    @Override
    public String describe() {
      return "on events, from %s before to %s after"
          .formatted(
              RetentionWords.duration(roll.preRoll()), RetentionWords.duration(roll.postRoll()));
    }
  }

  /**
   * See {@link #weekly}.
   *
   * @param timetable the times
   */
  record Weekly(WeeklyTimetable timetable) implements RecordingSchedule {
    @Override
    public RecordingDemand at(Instant instant) {
      return timetable.contains(instant) ? RecordingDemand.EVERYTHING : RecordingDemand.NOTHING;
    }

    @Override
    public Optional<Instant> nextChange(Instant after) {
      return timetable.nextChange(after);
    }

    @Override
    public String describe() {
      return timetable.describe();
    }
  }

  /**
   * See {@link #anyOf}.
   *
   * @param schedules at least one
   */
  record AnyOf(List<RecordingSchedule> schedules) implements RecordingSchedule {
    /** Copies the list. */
    public AnyOf {
      schedules = atLeastOne("anyOf", schedules);
    }

    @Override
    public RecordingDemand at(Instant instant) {
      return fold(schedules, instant, RecordingDemand::or);
    }

    @Override
    public Optional<Instant> nextChange(Instant after) {
      return firstChange(schedules, after);
    }

    @Override
    public String describe() {
      return join(schedules, " or else ");
    }
  }

  /**
   * See {@link #allOf}.
   *
   * @param schedules at least one
   */
  record AllOf(List<RecordingSchedule> schedules) implements RecordingSchedule {
    /** Copies the list. */
    public AllOf {
      schedules = atLeastOne("allOf", schedules);
    }

    @Override
    public RecordingDemand at(Instant instant) {
      return fold(schedules, instant, RecordingDemand::and);
    }

    @Override
    public Optional<Instant> nextChange(Instant after) {
      return firstChange(schedules, after);
    }

    @Override
    public String describe() {
      return join(schedules, " and then only ");
    }
  }

  private static List<RecordingSchedule> atLeastOne(
      String factory, List<RecordingSchedule> schedules) {
    if (schedules.isEmpty()) {
      throw new ConfigurationException(factory + " needs at least one schedule");
    }
    return List.copyOf(schedules);
  }

  private static RecordingDemand fold(
      List<RecordingSchedule> schedules, Instant instant, BinaryOperator<RecordingDemand> how) {
    return schedules.stream().map(schedule -> schedule.at(instant)).reduce(how).orElseThrow();
  }

  private static Optional<Instant> firstChange(List<RecordingSchedule> schedules, Instant after) {
    return schedules.stream()
        .flatMap(schedule -> schedule.nextChange(after).stream())
        .min(Instant::compareTo);
  }

  private static String join(List<RecordingSchedule> schedules, String word) {
    return String.join(word, schedules.stream().map(RecordingSchedule::describe).toList());
  }
}
