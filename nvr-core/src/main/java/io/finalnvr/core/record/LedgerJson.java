package io.finalnvr.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finalnvr.GapCause;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** The form of ledger events in the event log: one JSON object a record. */
final class LedgerJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private LedgerJson() {}

  static ByteBuffer write(LedgerEvent event) {
    ObjectNode node = JSON.createObjectNode();
    if (event instanceof LedgerEvent.Started started) {
      node.put("type", "recording-started").put("at", started.at().toString());
    } else if (event instanceof LedgerEvent.Resumed resumed) {
      node.put("type", "recording-resumed").put("at", resumed.at().toString());
    } else if (event instanceof LedgerEvent.Ended ended) {
      node.put("type", "recording-ended")
          .put("at", ended.at().toString())
          .put("cause", ended.cause().name())
          .put("detail", ended.detail());
    } else if (event instanceof LedgerEvent.Lost lost) {
      node.put("type", "frames-lost")
          .put("from", lost.from().toString())
          .put("to", lost.to().toString())
          .put("cause", lost.cause().name())
          .put("detail", lost.detail());
      lost.frames().ifPresent(n -> node.put("frames", n));
      lost.bytes().ifPresent(n -> node.put("bytes", n));
    }
    return ByteBuffer.wrap(node.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Empty for an event of another kind. */
  static Optional<LedgerEvent> read(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    try {
      JsonNode node = JSON.readTree(bytes);
      return switch (node.path("type").asText()) {
        case "recording-started" -> Optional.of(new LedgerEvent.Started(instant(node, "at")));
        case "recording-resumed" -> Optional.of(new LedgerEvent.Resumed(instant(node, "at")));
        case "recording-ended" ->
            Optional.of(
                new LedgerEvent.Ended(
                    instant(node, "at"), cause(node), node.path("detail").asText()));
        case "frames-lost" -> lost(node);
        case "" -> Optional.of(new LedgerEvent.Unreadable());
        default -> Optional.empty();
      };
    } catch (IOException | DateTimeException e) {
      return Optional.of(new LedgerEvent.Unreadable());
    }
  }

  private static Optional<LedgerEvent> lost(JsonNode node) {
    Instant from = instant(node, "from");
    Instant to = instant(node, "to");
    return Optional.of(
        to.isBefore(from)
            ? new LedgerEvent.Unreadable()
            : new LedgerEvent.Lost(
                from,
                to,
                cause(node),
                node.path("detail").asText(),
                number(node, "frames"),
                number(node, "bytes")));
  }

  private static Instant instant(JsonNode node, String field) {
    return Instant.parse(node.path(field).asText());
  }

  private static GapCause cause(JsonNode node) {
    String name = node.path("cause").asText();
    return Arrays.stream(GapCause.values())
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElse(GapCause.UNKNOWN);
  }

  private static OptionalLong number(JsonNode node, String field) {
    return node.path(field).isNumber()
        ? OptionalLong.of(node.path(field).asLong())
        : OptionalLong.empty();
  }
}
