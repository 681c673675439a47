package io.finalnvr.core.hold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finalnvr.Hold;
import io.finalnvr.StorageException;
import io.finalnvr.TimeRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds in the store: one JSON object each. */
final class HoldJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private HoldJson() {}

  static byte[] write(HoldEntry entry) {
    Hold hold = entry.hold();
    ObjectNode node =
        JSON.createObjectNode()
            .put("camera", hold.cameraId())
            .put("from", hold.range().start().toString())
            .put("to", hold.range().end().toString())
            .put("note", hold.note())
            .put("created", hold.created().toString())
            .put("released", entry.released());
    var anchors = node.putArray("anchors");
    for (Anchor anchor : entry.anchors()) {
      anchors
          .addObject()
          .put("source", anchor.source())
          .put("copy", anchor.copy())
          .put("discontinuity", anchor.discontinuity());
    }
    entry
        .copied()
        .ifPresent(
            copied ->
                node.putObject("copied")
                    .put("until", copied.until())
                    .put("from", copied.from().toString())
                    .put("to", copied.to().toString()));
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The hold of this id.
   *
   * @throws StorageException when it can't be read: footage that it may protect must not be cut
   */
  static HoldEntry read(String id, byte[] json) {
    try {
      JsonNode node = JSON.readTree(json);
      Hold hold =
          new Hold(
              id,
              node.path("camera").asText(),
              HoldNames.stream(id),
              new TimeRange(instant(node, "from"), instant(node, "to")),
              node.path("note").asText(),
              instant(node, "created"));
      List<Anchor> anchors = new ArrayList<>();
      for (JsonNode anchor : node.path("anchors")) {
        anchors.add(
            new Anchor(
                anchor.path("source").asLong(),
                anchor.path("copy").asLong(),
                anchor.path("discontinuity").asBoolean()));
      }
      JsonNode copied = node.path("copied");
      return new HoldEntry(
          hold,
          anchors,
          copied.isObject()
              ? Optional.of(
                  new Copied(
                      copied.path("until").asLong(),
                      instant(copied, "from"),
                      instant(copied, "to")))
              : Optional.empty(),
          node.path("released").asBoolean());
    } catch (IOException | DateTimeException e) {
      throw new StorageException(
          StorageException.Reason.DAMAGED, "the hold %s can't be read".formatted(id), e);
    }
  }

  private static Instant instant(JsonNode node, String field) {
    return Instant.parse(node.path(field).asText());
  }
}
