package io.finalnvr;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Times of the week by the clock on the wall of a time zone. An immutable value.
 *
 * <p>Where clocks are set back, a stretch begins when they show its start for the first time, and
 * ends when they show its end for the last time; where they are set forward, a start or end that
 * they leave out is the moment of the switch. So what the timetable names is recorded, never less.
 *
 * @param zone where the clock hangs
 * @param times at least one stretch; they may overlap
 */
public record WeeklyTimetable(ZoneId zone, List<WeeklyTimes> times) {

  private static final int LONGEST_SEARCH_DAYS = 40;

  /** Checks the arguments and copies the list. */
  public WeeklyTimetable {
    Objects.requireNonNull(zone, "zone");
    if (times.isEmpty()) {
      throw new ConfigurationException("a timetable without times would never record");
    }
    times = List.copyOf(times);
  }

  /**
   * A timetable of words: {@code "Mon-Fri 08:00-18:00"}, {@code "Sat,Sun 22:00-06:00"}, {@code
   * "daily 00:00-24:00"}. Days are English, of three letters or whole.
   *
   * @throws ConfigurationException when it can't be read
   */
  public static WeeklyTimetable of(ZoneId zone, String... times) {
    List<WeeklyTimes> all = new ArrayList<>();
    for (String words : times) {
      all.addAll(TimetableWords.read(words));
    }
    return new WeeklyTimetable(zone, all);
  }

  /** Whether the instant lies in one of the stretches. */
  public boolean contains(Instant instant) {
    LocalDate day = LocalDate.ofInstant(instant, zone);
    // A night begun the day before; a day before that, where a day was left out.
    for (int before = 2; before >= 0; before--) {
      for (TimeRange stretch : on(day.minusDays(before))) {
        if (stretch.contains(instant)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * The next instant at which a stretch begins or ends that does not touch another; empty where
   * there is none, because the timetable names the whole week.
   *
   * @param after the result is later than this
   */
  public Optional<Instant> nextChange(Instant after) {
    boolean inside = contains(after);
    LocalDate day = LocalDate.ofInstant(after, zone);
    for (int days = 0; days <= LONGEST_SEARCH_DAYS; days++) {
      Optional<Instant> change =
          edgesAround(day.plusDays(days))
              .filter(edge -> edge.isAfter(after) && contains(edge) != inside)
              .min(Comparator.naturalOrder());
      if (change.isPresent()) {
        return change;
      }
    }
    return Optional.empty();
  }

  /** In words, as {@link #of} reads them. */
  public String describe() {
    return TimetableWords.write(times) + " (" + zone.getId() + ")";
  }

  /** All starts and ends that may lie on a day, without those of later ones. */
  private Stream<Instant> edgesAround(LocalDate day) {
    List<Instant> edges = new ArrayList<>();
    for (int before = 2; before >= 0; before--) {
      for (TimeRange stretch : on(day.minusDays(before))) {
        edges.add(stretch.start());
        edges.add(stretch.end());
      }
    }
    return edges.stream();
  }

  /** The stretches that begin on a day. */
  private List<TimeRange> on(LocalDate day) {
    List<TimeRange> stretches = new ArrayList<>();
    for (WeeklyTimes stretch : times) {
      if (stretch.day() == day.getDayOfWeek()) {
        Instant start = first(day.atTime(stretch.from()));
        LocalDate lastDay = stretch.endsOnTheDayAfter() ? day.plusDays(1) : day;
        Instant end = last(lastDay.atTime(stretch.to()));
        if (start.isBefore(end)) {
          stretches.add(new TimeRange(start, end));
        }
      }
    }
    return stretches;
  }

  /** When clocks show a time first. */
  private Instant first(LocalDateTime local) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    return offsets.isEmpty() ? leftOut(local) : local.toInstant(offsets.get(0));
  }

  /** When clocks show a time last. */
  private Instant last(LocalDateTime local) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    return offsets.isEmpty() ? leftOut(local) : local.toInstant(offsets.get(offsets.size() - 1));
  }

  private Instant leftOut(LocalDateTime local) {
    ZoneRules rules = zone.getRules();
    @Nullable ZoneOffsetTransition transition = rules.getTransition(local);
    return Objects.requireNonNull(transition, "a time left out belongs to a transition")
        .getInstant();
  }
}
