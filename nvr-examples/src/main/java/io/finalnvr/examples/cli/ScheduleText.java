package io.finalnvr.examples.cli;

import io.finalnvr.RecordingSchedule;
import io.finalnvr.WeeklyTimes;
import io.finalnvr.examples.console.Json;
import java.util.Map;

/** Schedules as JSON. */
final class ScheduleText {

  private ScheduleText() {}

  static Map<String, Object> json(RecordingSchedule schedule) {
    if (schedule instanceof RecordingSchedule.OnEvent onEvent) {
      return Json.object(
          "onEvent",
          Json.object(
              "preRollMillis", onEvent.roll().preRoll().toMillis(),
              "postRollMillis", onEvent.roll().postRoll().toMillis()));
    }
    if (schedule instanceof RecordingSchedule.Weekly weekly) {
      return Json.object(
          "weekly",
          Json.object(
              "zone", weekly.timetable().zone().getId(),
              "times", weekly.timetable().times().stream().map(ScheduleText::json).toList()));
    }
    if (schedule instanceof RecordingSchedule.AnyOf anyOf) {
      return Json.object("anyOf", anyOf.schedules().stream().map(ScheduleText::json).toList());
    }
    if (schedule instanceof RecordingSchedule.AllOf allOf) {
      return Json.object("allOf", allOf.schedules().stream().map(ScheduleText::json).toList());
    }
    return Json.object("record", "always");
  }

  private static Map<String, Object> json(WeeklyTimes times) {
    return Json.object(
        "day", times.day(), "from", times.from().toString(), "to", times.to().toString());
  }
}
