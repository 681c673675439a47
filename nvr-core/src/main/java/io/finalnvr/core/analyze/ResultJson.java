package io.finalnvr.core.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finalnvr.ConfigurationException;
import io.finalnvr.Event;
import io.finalnvr.analysis.AnalyzedFrame;
import io.finalnvr.analysis.Detection;
import io.finalnvr.core.analyze.ResultRecord.Counts;
import io.finalnvr.core.event.EventJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The form of records in the log of a run: one JSON object each. */
final class ResultJson {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "analysis";

  private ResultJson() {}

  static ByteBuffer write(ResultRecord record) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("type", TYPE)
            .put("until", record.until().toString())
            .put("analyzed", record.counts().analyzed());
    putUnlessZero(node, "skipped", record.counts().skipped());
    putUnlessZero(node, "undecodable", record.counts().undecodable());
    putUnlessZero(node, "failed", record.counts().failed());
    putUnlessZero(node, "next", record.nextEvent());
    if (!record.state().isEmpty()) {
      node.put("state", record.state());
    }
    if (record.complete()) {
      node.put("complete", true);
    }
    if (!record.seen().isEmpty()) {
      ArrayNode seen = node.putArray("seen");
      record.seen().forEach(frame -> seen.add(frame(frame)));
    }
    put(node, "ended", record.ended());
    put(node, "ongoing", record.ongoing());
    return ByteBuffer.wrap(node.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void putUnlessZero(ObjectNode node, String field, long value) {
    if (value != 0) {
      node.put(field, value);
    }
  }

  private static void put(ObjectNode node, String field, List<Event> events) {
    if (!events.isEmpty()) {
      ArrayNode array = node.putArray(field);
      events.forEach(event -> array.add(EventJson.object(event)));
    }
  }

  private static ObjectNode frame(AnalyzedFrame frame) {
    ObjectNode node = JSON.createObjectNode().put("at", frame.time().toString());
    ArrayNode detections = node.putArray("is");
    frame.detections().forEach(detection -> detections.add(detection(detection)));
    return node;
  }

  private static ObjectNode detection(Detection detection) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("label", detection.label())
            .put("score", rounded(detection.score()));
    detection
        .box()
        .ifPresent(
            box ->
                node.putArray("box")
                    .add(rounded(box.x()))
                    .add(rounded(box.y()))
                    .add(rounded(box.width()))
                    .add(rounded(box.height())));
    detection.track().ifPresent(track -> node.put("track", track));
    detection.since().ifPresent(since -> node.put("since", since.toString()));
    if (!detection.attributes().isEmpty()) {
      ObjectNode attributes = node.putObject("attributes");
      new TreeMap<>(detection.attributes()).forEach(attributes::put);
    }
    return node;
  }

  /** A hundred-thousandth of a picture is less than a pixel. */
  private static double rounded(double value) {
    return Math.round(value * 100_000) / 100_000.0;
  }

  /** Empty for what is of another kind, or can't be read. */
  static Optional<ResultRecord> read(String cameraId, String analyzer, ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    try {
      JsonNode node = JSON.readTree(bytes);
      return TYPE.equals(node.path("type").asText())
          ? Optional.of(record(cameraId, analyzer, node))
          : Optional.empty();
    } catch (IOException | DateTimeException | ConfigurationException e) {
      return Optional.empty();
    }
  }

  private static ResultRecord record(String cameraId, String analyzer, JsonNode node) {
    List<AnalyzedFrame> seen = new ArrayList<>();
    for (JsonNode frame : node.path("seen")) {
      List<Detection> detections = new ArrayList<>();
      frame.path("is").forEach(detection -> detections.add(detection(detection)));
      Instant at = Instant.parse(frame.path("at").asText());
      seen.add(new AnalyzedFrame(cameraId, analyzer, at, detections));
    }
    return new ResultRecord(
        Instant.parse(node.path("until").asText()),
        new Counts(
            node.path("analyzed").asLong(),
            node.path("skipped").asLong(),
            node.path("undecodable").asLong(),
            node.path("failed").asLong()),
        seen,
        events(cameraId, node.path("ended")),
        events(cameraId, node.path("ongoing")),
        node.path("next").asLong(),
        node.path("state").asText(),
        node.path("complete").asBoolean());
  }

  private static List<Event> events(String cameraId, JsonNode array) {
    List<Event> events = new ArrayList<>();
    array.forEach(node -> EventJson.read(cameraId, node).ifPresent(events::add));
    return events;
  }

  private static Detection detection(JsonNode node) {
    JsonNode box = node.path("box");
    Map<String, String> attributes = new TreeMap<>();
    node.path("attributes")
        .properties()
        .forEach(entry -> attributes.put(entry.getKey(), entry.getValue().asText()));
    return new Detection(
        node.path("label").asText(),
        node.path("score").asDouble(),
        box.size() == 4
            ? Optional.of(
                new Event.Area(
                    box.get(0).asDouble(),
                    box.get(1).asDouble(),
                    box.get(2).asDouble(),
                    box.get(3).asDouble()))
            : Optional.empty(),
        node.hasNonNull("track") ? Optional.of(node.path("track").asText()) : Optional.empty(),
        node.hasNonNull("since")
            ? Optional.of(Instant.parse(node.path("since").asText()))
            : Optional.empty(),
        attributes);
  }
}
