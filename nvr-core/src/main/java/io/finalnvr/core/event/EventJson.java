package io.finalnvr.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finalnvr.ConfigurationException;
import io.finalnvr.Event;
import io.finalnvr.TimeRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The form of events in their log: one JSON object a record. */
public final class EventJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private EventJson() {}

  static ByteBuffer write(Event event) {
    return ByteBuffer.wrap(object(event).toString().getBytes(StandardCharsets.UTF_8));
  }

  /** An event as a JSON object. */
  public static ObjectNode object(Event event) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("type", "event")
            .put("id", event.id())
            .put("source", event.source())
            .put("label", event.label())
            .put("from", event.range().start().toString())
            .put("to", event.range().end().toString());
    event.score().ifPresent(score -> node.put("score", score));
    event
        .area()
        .ifPresent(
            area ->
                node.putObject("area")
                    .put("x", area.x())
                    .put("y", area.y())
                    .put("width", area.width())
                    .put("height", area.height()));
    if (!event.attributes().isEmpty()) {
      ObjectNode attributes = node.putObject("attributes");
      new TreeMap<>(event.attributes()).forEach(attributes::put);
    }
    event
        .trigger()
        .ifPresent(
            trigger -> {
              ObjectNode how = node.putObject("trigger");
              trigger.postRoll().ifPresent(roll -> how.put("postRoll", roll.toString()));
            });
    return node;
  }

  /** Empty for what is of another kind, or can't be read. */
  static Optional<Event> read(String cameraId, ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    try {
      return read(cameraId, JSON.readTree(bytes));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Empty for what is of another kind, or can't be read. */
  public static Optional<Event> read(String cameraId, JsonNode node) {
    try {
      return "event".equals(node.path("type").asText())
          ? Optional.of(event(cameraId, node))
          : Optional.empty();
    } catch (DateTimeException | ConfigurationException e) {
      return Optional.empty();
    }
  }

  private static Event event(String cameraId, JsonNode node) {
    return new Event(
        node.path("id").asText(),
        cameraId,
        node.path("source").asText(),
        node.path("label").asText(),
        new TimeRange(instant(node, "from"), instant(node, "to")),
        node.path("score").isNumber()
            ? OptionalDouble.of(node.path("score").asDouble())
            : OptionalDouble.empty(),
        area(node.path("area")),
        attributes(node.path("attributes")),
        trigger(node.path("trigger")));
  }

  private static Optional<Event.Area> area(JsonNode node) {
    return node.isObject()
        ? Optional.of(
            new Event.Area(
                node.path("x").asDouble(),
                node.path("y").asDouble(),
                node.path("width").asDouble(),
                node.path("height").asDouble()))
        : Optional.empty();
  }

  private static Map<String, String> attributes(JsonNode node) {
    Map<String, String> attributes = new TreeMap<>();
    node.properties().forEach(entry -> attributes.put(entry.getKey(), entry.getValue().asText()));
    return attributes;
  }

  private static Optional<Event.Trigger> trigger(JsonNode node) {
    if (!node.isObject()) {
      return Optional.empty();
    }
    Optional<Duration> postRoll =
        node.path("postRoll").isTextual()
            ? Optional.of(Duration.parse(node.path("postRoll").asText()))
            : Optional.empty();
    return Optional.of(new Event.Trigger(postRoll));
  }

  private static Instant instant(JsonNode node, String field) {
    return Instant.parse(node.path(field).asText());
  }
}
