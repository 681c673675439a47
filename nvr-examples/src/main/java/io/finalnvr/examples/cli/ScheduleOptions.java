package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.RecordingSchedule;
import io.finalnvr.WeeklyTimetable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When a camera is recorded. */
final class ScheduleOptions {

  /** How a timetable and events go together. */
  enum EventTimes {
    /** On events at these times, and nothing at others. */
    INSIDE,
    /** All at these times, and on events at others. */
    OUTSIDE
  }

  @Option(
      names = "--weekly",
      paramLabel = "<times>",
      description = {
        "At these times of the week; may be given several times:",
        "'Mon-Fri 08:00-18:00', 'Sat,Sun 22:00-06:00', 'daily 00:00-24:00'."
      })
  List<String> weekly = new ArrayList<>();

  @Option(
      names = "--zone",
      paramLabel = "<zone>",
      description = "Where the clock of these times hangs: Europe/Berlin. Default: here.")
  @Nullable String zone;

  @Option(names = "--on-event", description = "When a trigger comes; see 'nvr trigger --help'.")
  boolean onEvent;

  @Option(
      names = "--pre-roll",
      paramLabel = "<duration>",
      description = "How much of before an event, up to 5m. Default: 10s.")
  @Nullable Duration preRoll;

  @Option(
      names = "--post-roll",
      paramLabel = "<duration>",
      description = "How much of after the last event, up to 24h. Default: 30s.")
  @Nullable Duration postRoll;

  @Option(
      names = "--events",
      description = {
        "With both --weekly and --on-event: inside records on events at these times only;",
        "outside records all at these times, and on events otherwise."
      })
  @Nullable EventTimes events;

  RecordingSchedule schedule(ZoneId here) {
    boolean byEvents = onEvent || preRoll != null || postRoll != null || events != null;
    if (weekly.isEmpty()) {
      if (zone != null || events != null) {
        throw new ConfigurationException("--zone and --events go with --weekly; give times, too");
      }
      return byEvents ? onEvent() : RecordingSchedule.continuous();
    }
    RecordingSchedule timetable =
        RecordingSchedule.weekly(WeeklyTimetable.of(zone(here), weekly.toArray(String[]::new)));
    if (!byEvents) {
      return timetable;
    }
    if (events == null) {
      throw new ConfigurationException(
          "both times and events: --events inside records on events at these times only, --events"
              + " outside records all at these times, and on events otherwise");
    }
    return events == EventTimes.INSIDE
        ? RecordingSchedule.allOf(timetable, onEvent())
        : RecordingSchedule.anyOf(timetable, onEvent());
  }

  private RecordingSchedule onEvent() {
    return RecordingSchedule.onEvent(
        preRoll == null ? Duration.ofSeconds(10) : preRoll,
        postRoll == null ? Duration.ofSeconds(30) : postRoll);
  }

  private ZoneId zone(ZoneId here) {
    try {
      return zone == null ? here : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new ConfigurationException(
          "--zone %s: no such time zone; write one like Europe/Berlin or UTC".formatted(zone), e);
    }
  }
}
