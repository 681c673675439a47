package io.finalnvr.examples.cli;

import io.finalnvr.CameraConfig;
import io.finalnvr.SubStream;
import io.finalnvr.examples.console.Json;
import java.util.Map;

/** A camera as JSON; of its credentials only that there are some. */
final class CameraJson {

  private CameraJson() {}

  static Map<String, Object> of(CameraConfig config) {
    return Json.object(
        "id", config.id(),
        "name", config.name(),
        "location", config.location(),
        "uri", config.uri(),
        "credentials", config.credentials().isPresent(),
        "transport", config.transport(),
        "connectTimeoutMillis", config.connectTimeout().toMillis(),
        "silenceTimeoutMillis", config.silenceTimeout().toMillis(),
        "trust", config.tls().kind(),
        "timestamps", config.tolerances().timestamps(),
        "senderReports", config.tolerances().senderReports(),
        "keepAlive", config.tolerances().keepAlive(),
        "retention", RetentionText.json(config.retention()),
        "schedule", ScheduleText.json(config.schedule()),
        "subUri", config.sub().map(SubStream::uri));
  }
}
