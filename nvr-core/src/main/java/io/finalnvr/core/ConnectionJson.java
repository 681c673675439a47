package io.finalnvr.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finalnvr.TlsTrust;
import io.finalnvr.Tolerances;

/** How a camera is connected to, as JSON; what is missing is the default. */
final class ConnectionJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ConnectionJson() {}

  static ObjectNode write(TlsTrust trust) {
    ObjectNode node = JSON.createObjectNode().put("trust", trust.kind().name());
    return trust.pem().isEmpty() ? node : node.put("certificates", trust.pem());
  }

  static TlsTrust tls(JsonNode node) {
    TlsTrust.Kind kind =
        TlsTrust.Kind.valueOf(node.path("trust").asText(TlsTrust.Kind.SYSTEM.name()));
    return new TlsTrust(kind, node.path("certificates").asText(""));
  }

  static ObjectNode write(Tolerances tolerances) {
    return JSON.createObjectNode()
        .put("timestamps", tolerances.timestamps().name())
        .put("senderReports", tolerances.senderReports().name())
        .put("keepAlive", tolerances.keepAlive().name());
  }

  static Tolerances tolerances(JsonNode node) {
    Tolerances strict = Tolerances.strict();
    return new Tolerances(
        Tolerances.Timestamps.valueOf(node.path("timestamps").asText(strict.timestamps().name())),
        Tolerances.SenderReports.valueOf(
            node.path("senderReports").asText(strict.senderReports().name())),
        Tolerances.KeepAlive.valueOf(node.path("keepAlive").asText(strict.keepAlive().name())));
  }
}
