package io.finalnvr;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Objects;

/**
 * A stretch of a day of the week, by the clock on the wall.
 *
 * @param day on which it begins
 * @param from when it begins
 * @param to when it ends, exclusive; where that is not after {@code from}, on the day after: {@code
 *     00:00} to {@code 00:00} is the whole day, {@code 22:00} to {@code 06:00} a night
 */
public record WeeklyTimes(DayOfWeek day, LocalTime from, LocalTime to) {

  /** Checks the arguments. */
  public WeeklyTimes {
    Objects.requireNonNull(day, "day");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
  }

  boolean endsOnTheDayAfter() {
    return !to.isAfter(from);
  }
}
