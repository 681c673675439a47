package io.finalnvr.examples.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.finalnvr.analysis.MotionSettings;
import io.finalnvr.analysis.Zone;
import io.finalnvr.analysis.Zone.Corner;
import io.finalnvr.examples.console.Json;
import io.javalin.http.BadRequestResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How motion is detected, as the API reads and tells it: {@code {"sensitivity": 0.5, "minArea":
 * 0.002, "minSeconds": 0.4, "zones": [{"name": "door", "corners": [{"x": 0.1, "y": 0.2}, ...]}],
 * "masks": [...]}}; what is left out is as by default.
 */
final class MotionJson {

  private static final int MOST_ZONES = 50;
  private static final double MILLIS = 1_000;

  private MotionJson() {}

  static MotionSettings read(JsonNode body) {
    MotionSettings settings = MotionSettings.standard();
    OptionalDouble sensitivity = number(body, "sensitivity");
    if (sensitivity.isPresent()) {
      settings = settings.sensitivity(sensitivity.getAsDouble());
    }
    OptionalDouble area = number(body, "minArea");
    if (area.isPresent()) {
      settings = settings.minArea(area.getAsDouble());
    }
    OptionalDouble seconds = number(body, "minSeconds");
    if (seconds.isPresent()) {
      settings =
          settings.minDuration(Duration.ofMillis(Math.round(seconds.getAsDouble() * MILLIS)));
    }
    for (Zone zone : zones(body, "zones")) {
      settings = settings.zone(zone);
    }
    for (Zone mask : zones(body, "masks")) {
      settings = settings.mask(mask);
    }
    return settings;
  }

  static Map<String, Object> view(MotionSettings settings) {
    return Json.object(
        "sensitivity", settings.sensitivity(),
        "minArea", settings.minArea(),
        "minSeconds", settings.minDuration().toMillis() / MILLIS,
        "zones", settings.zones().stream().map(MotionJson::view).toList(),
        "masks", settings.masks().stream().map(MotionJson::view).toList());
  }

  private static Map<String, Object> view(Zone zone) {
    return Json.object(
        "name",
        zone.name(),
        "corners",
        zone.corners().stream().map(c -> Json.object("x", c.x(), "y", c.y())).toList());
  }

  private static OptionalDouble number(JsonNode body, String field) {
    JsonNode value = body.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalDouble.empty();
    }
    if (!value.isNumber()) {
      throw new BadRequestResponse("the field " + field + " must be a number");
    }
    return OptionalDouble.of(value.asDouble());
  }

  private static List<Zone> zones(JsonNode body, String field) {
    List<Zone> zones = new ArrayList<>();
    for (JsonNode zone : list(body, field, "zones with a name and corners")) {
      List<Corner> corners = new ArrayList<>();
      for (JsonNode corner : list(zone, "corners", "corners with x and y from 0 to 1")) {
        corners.add(new Corner(part(corner, "x"), part(corner, "y")));
      }
      zones.add(new Zone(Requests.text(zone, "name"), corners));
    }
    if (zones.size() > MOST_ZONES) {
      throw new BadRequestResponse("%s has more than %d".formatted(field, MOST_ZONES));
    }
    return zones;
  }

  private static JsonNode list(JsonNode body, String field, String of) {
    JsonNode list = body.path(field);
    if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
      throw new BadRequestResponse("the field %s must be a list of %s".formatted(field, of));
    }
    return list;
  }

  private static double part(JsonNode corner, String field) {
    return number(corner, field)
        .orElseThrow(() -> new BadRequestResponse("a corner needs x and y from 0 to 1"));
  }
}
