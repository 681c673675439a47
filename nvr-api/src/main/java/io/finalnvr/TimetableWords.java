package io.finalnvr;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Timetables in words. Pure. */
final class TimetableWords {

  private static final Pattern FORM =
      Pattern.compile("\\s*(\\S+)\\s+(\\d{1,2}:\\d{2})\\s*-\\s*(\\d{1,2}:\\d{2})\\s*");

  private TimetableWords() {}

  /** One group of days with one stretch, as one entry per day. */
  static List<WeeklyTimes> read(String words) {
    Matcher form = FORM.matcher(words);
    if (!form.matches()) {
      throw unreadable(words);
    }
    try {
      LocalTime from = time(form.group(2));
      LocalTime to = time(form.group(3));
      List<WeeklyTimes> times = new ArrayList<>();
      for (DayOfWeek day : days(form.group(1))) {
        times.add(new WeeklyTimes(day, from, to));
      }
      return times;
    } catch (DateTimeException | IllegalArgumentException e) {
      throw unreadable(words);
    }
  }

  private static ConfigurationException unreadable(String words) {
    return new ConfigurationException(
        "'%s' is no time of the week; write for example 'Mon-Fri 08:00-18:00', 'Sat,Sun 22:00-06:00' or 'daily 00:00-24:00'"
            .formatted(words));
  }

  private static LocalTime time(String words) {
    if (words.equals("24:00")) {
      return LocalTime.MIDNIGHT;
    }
    String[] parts = words.split(":", 2);
    return LocalTime.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  private static TreeSet<DayOfWeek> days(String words) {
    TreeSet<DayOfWeek> days = new TreeSet<>();
    if (words.equalsIgnoreCase("daily")) {
      days.addAll(List.of(DayOfWeek.values()));
      return days;
    }
    for (String part : words.split(",", -1)) {
      String[] ends = part.split("-", -1);
      if (ends.length > 2) {
        throw new IllegalArgumentException(part);
      }
      DayOfWeek last = day(ends[ends.length - 1]);
      DayOfWeek day = day(ends[0]);
      days.add(day);
      while (day != last) {
        day = day.plus(1);
        days.add(day);
      }
    }
    return days;
  }

  private static DayOfWeek day(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().equals(upper) || day.name().substring(0, 3).equals(upper)) {
        return day;
      }
    }
    throw new IllegalArgumentException(word);
  }

  /** Days with the same stretch together: {@code Mon-Fri 08:00-18:00, Sat 10:00-14:00}. */
  static String write(List<WeeklyTimes> times) {
    Map<String, TreeSet<DayOfWeek>> byStretch = new LinkedHashMap<>();
    for (WeeklyTimes stretch : times) {
      String to = stretch.to().equals(LocalTime.MIDNIGHT) ? "24:00" : stretch.to().toString();
      byStretch
          .computeIfAbsent(stretch.from() + "-" + to, any -> new TreeSet<>())
          .add(stretch.day());
    }
    List<String> parts = new ArrayList<>();
    byStretch.forEach((stretch, days) -> parts.add(days(days) + " " + stretch));
    return String.join(", ", parts);
  }

  private static String days(TreeSet<DayOfWeek> days) {
    if (days.size() == DayOfWeek.values().length) {
      return "daily";
    }
    List<String> runs = new ArrayList<>();
    for (DayOfWeek day : days) {
      if (day != DayOfWeek.MONDAY && days.contains(day.minus(1))) {
        continue;
      }
      DayOfWeek last = day;
      while (last != DayOfWeek.SUNDAY && days.contains(last.plus(1))) {
        last = last.plus(1);
      }
      runs.add(
          day == last ? name(day) : name(day) + (day.plus(1) == last ? "," : "-") + name(last));
    }
    return String.join(",", runs);
  }

  private static String name(DayOfWeek day) {
    return day.name().charAt(0) + day.name().substring(1, 3).toLowerCase(Locale.ROOT);
  }
}
