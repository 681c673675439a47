package io.finalnvr.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finalnvr.ConfigurationException;
import io.finalnvr.RecordingSchedule;
import io.finalnvr.WeeklyTimes;
import io.finalnvr.WeeklyTimetable;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schedules in the catalogue: {@code {}}, {@code
 * {"onEvent":{"preRoll":"PT10S","postRoll":"PT30S"}}}, {@code
 * {"weekly":{"zone":"Europe/Berlin","times":[{"day":"MONDAY","from":"08:00","to":"18:00"}]}}},
 * {@code {"anyOf":[...]}}, {@code {"allOf":[...]}}.
 */
final class ScheduleJson {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduleJson.class);
  private static final int DEEPEST = 20;

  private ScheduleJson() {}

  static JsonNode write(RecordingSchedule schedule) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (schedule instanceof RecordingSchedule.OnEvent onEvent) {
      node.putObject("onEvent")
          .put("preRoll", onEvent.roll().preRoll().toString())
          .put("postRoll", onEvent.roll().postRoll().toString());
    } else if (schedule instanceof RecordingSchedule.Weekly weekly) {
      ObjectNode timetable = node.putObject("weekly");
      timetable.put("zone", weekly.timetable().zone().getId());
      ArrayNode times = timetable.putArray("times");
      for (WeeklyTimes stretch : weekly.timetable().times()) {
        times
            .addObject()
            .put("day", stretch.day().name())
            .put("from", stretch.from().toString())
            .put("to", stretch.to().toString());
      }
    } else if (schedule instanceof RecordingSchedule.AnyOf anyOf) {
      node.set("anyOf", write(anyOf.schedules()));
    } else if (schedule instanceof RecordingSchedule.AllOf allOf) {
      node.set("allOf", write(allOf.schedules()));
    }
    return node;
  }

  private static ArrayNode write(List<RecordingSchedule> schedules) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    schedules.forEach(schedule -> array.add(write(schedule)));
    return array;
  }

  /** Where there is no schedule, and where one can't be read, everything is recorded. */
  static RecordingSchedule read(String cameraId, JsonNode node) {
    if (node.isMissingNode()) {
      return RecordingSchedule.continuous();
    }
    try {
      return read(node, 0);
    } catch (DateTimeException | IllegalArgumentException | ConfigurationException e) {
      LOG.warn(
          "camera {}: its schedule can't be read, it is recorded all the time: {}", cameraId, node);
      return RecordingSchedule.continuous();
    }
  }

  private static RecordingSchedule read(JsonNode node, int depth) {
    if (!node.isObject() || node.size() > 1 || depth > DEEPEST) {
      throw new IllegalArgumentException("not a schedule");
    }
    if (node.isEmpty()) {
      return RecordingSchedule.continuous();
    }
    String rule = node.fieldNames().next();
    JsonNode value = node.get(rule);
    return switch (rule) {
      case "onEvent" ->
          RecordingSchedule.onEvent(
              Duration.parse(value.path("preRoll").asText()),
              Duration.parse(value.path("postRoll").asText()));
      case "weekly" -> RecordingSchedule.weekly(timetable(value));
      case "anyOf" -> RecordingSchedule.anyOf(all(value, depth));
      case "allOf" -> RecordingSchedule.allOf(all(value, depth));
      default -> throw new IllegalArgumentException("no schedule " + rule);
    };
  }

  private static WeeklyTimetable timetable(JsonNode node) {
    List<WeeklyTimes> times = new ArrayList<>();
    for (JsonNode stretch : node.path("times")) {
      times.add(
          new WeeklyTimes(
              DayOfWeek.valueOf(stretch.path("day").asText()),
              LocalTime.parse(stretch.path("from").asText()),
              LocalTime.parse(stretch.path("to").asText())));
    }
    return new WeeklyTimetable(ZoneId.of(node.path("zone").asText()), times);
  }

  private static RecordingSchedule[] all(JsonNode array, int depth) {
    List<RecordingSchedule> schedules = new ArrayList<>();
    array.forEach(node -> schedules.add(read(node, depth + 1)));
    return schedules.toArray(RecordingSchedule[]::new);
  }
}
