package io.finalnvr.examples.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.finalnvr.RecordingSchedule;
import io.finalnvr.RetentionPolicy;
import io.finalnvr.WeeklyTimetable;
import io.finalnvr.examples.console.Json;
import io.javalin.http.BadRequestResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** When a camera is recorded, and how much is kept of it, as the API reads and tells it. */
final class KeepingJson {

  private static final long MOST_SECONDS = Duration.ofDays(36_500).toSeconds();
  private static final long MOST_BYTES = 1L << 60;
  private static final int PRE_ROLL = 10;
  private static final int POST_ROLL = 30;

  private KeepingJson() {}

  /** {@code {"maxAgeSeconds": 86400, "maxBytes": 1000000000, "keepMore": false}}, or nothing. */
  static RetentionPolicy retention(JsonNode body) {
    OptionalLong age = Requests.optionalLong(body, "maxAgeSeconds", 1, MOST_SECONDS);
    OptionalLong bytes = Requests.optionalLong(body, "maxBytes", 1, MOST_BYTES);
    boolean keepMore = Requests.flag(body, "keepMore");
    List<RetentionPolicy> limits = new ArrayList<>();
    age.ifPresent(seconds -> limits.add(RetentionPolicy.maxAge(Duration.ofSeconds(seconds))));
    bytes.ifPresent(most -> limits.add(RetentionPolicy.maxBytes(most)));
    if (limits.size() < 2) {
      return limits.stream().findFirst().orElseGet(RetentionPolicy::keepForever);
    }
    RetentionPolicy[] both = limits.toArray(RetentionPolicy[]::new);
    return keepMore ? RetentionPolicy.allOf(both) : RetentionPolicy.anyOf(both);
  }

  static Map<String, Object> retention(RetentionPolicy policy) {
    Map<String, Object> view = Json.object("words", policy.describe());
    List<RetentionPolicy> limits = List.of(policy);
    if (policy instanceof RetentionPolicy.AnyOf any) {
      limits = any.policies();
    } else if (policy instanceof RetentionPolicy.AllOf all) {
      limits = all.policies();
      view.put("keepMore", true);
    }
    for (RetentionPolicy limit : limits) {
      if (limit instanceof RetentionPolicy.MaxAge age) {
        view.put("maxAgeSeconds", age.age().toSeconds());
      } else if (limit instanceof RetentionPolicy.MaxBytes bytes) {
        view.put("maxBytes", bytes.bytes());
      }
    }
    return view;
  }

  /**
   * {@code {"weekly": ["Mon-Fri 08:00-18:00"], "zone": "Europe/Berlin", "onEvent": true,
   * "preRollSeconds": 10, "postRollSeconds": 30, "events": "inside"}}; without times and events:
   * always.
   */
  static RecordingSchedule schedule(JsonNode body) {
    List<String> times = times(body);
    boolean onEvent = Requests.flag(body, "onEvent");
    Duration before =
        Duration.ofSeconds(Requests.optionalLong(body, "preRollSeconds", 0, 300).orElse(PRE_ROLL));
    Duration after =
        Duration.ofSeconds(
            Requests.optionalLong(body, "postRollSeconds", 0, 86_400).orElse(POST_ROLL));
    RecordingSchedule events = RecordingSchedule.onEvent(before, after);
    if (times.isEmpty()) {
      return onEvent ? events : RecordingSchedule.continuous();
    }
    RecordingSchedule timetable =
        RecordingSchedule.weekly(WeeklyTimetable.of(zone(body), times.toArray(String[]::new)));
    if (!onEvent) {
      return timetable;
    }
    return switch (Requests.optionalText(body, "events").orElse("inside")) {
      case "inside" -> RecordingSchedule.allOf(timetable, events);
      case "outside" -> RecordingSchedule.anyOf(timetable, events);
      default ->
          throw new BadRequestResponse(
              "events is inside (on events at these times only) or outside (all at these times, and"
                  + " on events otherwise)");
    };
  }

  private static List<String> times(JsonNode body) {
    JsonNode list = body.path("weekly");
    if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
      throw new BadRequestResponse("weekly must be a list of times such as Mon-Fri 08:00-18:00");
    }
    List<String> times = new ArrayList<>();
    list.forEach(each -> times.add(each.asText()));
    return times;
  }

  private static ZoneId zone(JsonNode body) {
    String name =
        Requests.optionalText(body, "zone").orElseGet(() -> ZoneId.systemDefault().getId());
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new BadRequestResponse(
          "there is no time zone " + name + "; write one like Europe/Berlin or UTC");
    }
  }

  static Map<String, Object> schedule(RecordingSchedule schedule) {
    Map<String, Object> view = Json.object("words", schedule.describe());
    List<RecordingSchedule> parts = List.of(schedule);
    if (schedule instanceof RecordingSchedule.AnyOf any) {
      parts = any.schedules();
      view.put("events", "outside");
    } else if (schedule instanceof RecordingSchedule.AllOf all) {
      parts = all.schedules();
      view.put("events", "inside");
    }
    for (RecordingSchedule part : parts) {
      if (part instanceof RecordingSchedule.OnEvent event) {
        view.put("onEvent", true);
        view.put("preRollSeconds", event.roll().preRoll().toSeconds());
        view.put("postRollSeconds", event.roll().postRoll().toSeconds());
      } else if (part instanceof RecordingSchedule.Weekly weekly) {
        view.put("zone", weekly.timetable().zone().getId());
        view.put("weekly", words(weekly.timetable()));
      }
    }
    return view;
  }

  /** As the timetable reads them again. */
  private static List<String> words(WeeklyTimetable timetable) {
    String words = timetable.describe();
    String times = words.substring(0, words.lastIndexOf(" ("));
    return List.of(times.split(", "));
  }
}
