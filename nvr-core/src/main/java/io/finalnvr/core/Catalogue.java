package io.finalnvr.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finalnvr.CameraConfig;
import io.finalnvr.ConfigurationException;
import io.finalnvr.Credentials;
import io.finalnvr.NvrException;
import io.finalnvr.StorageException;
import io.finalnvr.SubStream;
import io.finalnvr.Transport;
import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cameras' configurations, in a versioned map. Passwords are kept there as they are: where the
 * store is not encrypted, whoever may read it can read them. Thread-safe; methods block on I/O.
 */
final class Catalogue {

  private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ATTEMPTS = 10;

  private final VersionedMap map;

  Catalogue(VersionedMap map) {
    this.map = map;
  }

  SortedMap<String, CameraConfig> all() {
    SortedMap<String, CameraConfig> cameras = new TreeMap<>();
    map.entries()
        .forEach((id, entry) -> read(id, entry).ifPresent(config -> cameras.put(id, config)));
    return cameras;
  }

  /**
   * Adds a camera.
   *
   * @throws ConfigurationException when there is one with its id
   */
  void add(CameraConfig config) {
    try {
      map.put(config.id(), write(config), VersionedMap.ABSENT);
    } catch (StorageException e) {
      if (e.reason() == StorageException.Reason.VERSION_CONFLICT) {
        throw new ConfigurationException(
            "there is already a camera '%s'; edit it, or remove it first".formatted(config.id()));
      }
      throw e;
    }
  }

  void replace(CameraConfig config) {
    change(config.id(), version -> map.put(config.id(), write(config), version));
  }

  /** Changes a camera as it stands in the map; gives what it is now. */
  CameraConfig update(String id, UnaryOperator<CameraConfig.Builder> how) {
    for (int attempt = 1; ; attempt++) {
      Versioned entry = map.get(id).orElseThrow(() -> unknown(id));
      CameraConfig config = read(id, entry).orElseThrow(() -> unknown(id));
      CameraConfig changed = how.apply(config.toBuilder()).build();
      try {
        map.put(id, write(changed), entry.version());
        return changed;
      } catch (StorageException e) {
        if (e.reason() != StorageException.Reason.VERSION_CONFLICT || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  void remove(String id) {
    change(id, version -> map.remove(id, version));
  }

  private interface Change {
    void at(long version);
  }

  private void change(String id, Change change) {
    for (int attempt = 1; ; attempt++) {
      Versioned entry = map.get(id).orElseThrow(() -> unknown(id));
      try {
        change.at(entry.version());
        return;
      } catch (StorageException e) {
        if (e.reason() != StorageException.Reason.VERSION_CONFLICT || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  static ConfigurationException unknown(String id) {
    return new ConfigurationException("there is no camera '%s'; add it first".formatted(id));
  }

  private static byte[] write(CameraConfig config) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("name", config.name())
            .put("location", config.location())
            .put("uri", config.uri().toString())
            .put("transport", config.transport().name())
            .put("connectTimeout", config.connectTimeout().toString())
            .put("silenceTimeout", config.silenceTimeout().toString());
    node.set("tls", ConnectionJson.write(config.tls()));
    node.set("tolerances", ConnectionJson.write(config.tolerances()));
    node.set("retention", RetentionJson.write(config.retention()));
    node.set("schedule", ScheduleJson.write(config.schedule()));
    config.sub().ifPresent(sub -> node.set("sub", write(sub)));
    config
        .credentials()
        .ifPresent(
            c -> node.putObject("credentials").put("user", c.user()).put("password", c.password()));
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode write(SubStream sub) {
    ObjectNode node = JSON.createObjectNode().put("uri", sub.uri().toString());
    sub.schedule().ifPresent(own -> node.set("schedule", ScheduleJson.write(own)));
    sub.retention().ifPresent(own -> node.set("retention", RetentionJson.write(own)));
    return node;
  }

  private static SubStream readSub(String id, JsonNode node) {
    return new SubStream(
        URI.create(node.path("uri").asText()),
        Optional.of(node.path("schedule"))
            .filter(JsonNode::isObject)
            .map(own -> ScheduleJson.read(id, own)),
        Optional.of(node.path("retention"))
            .filter(JsonNode::isObject)
            .map(own -> RetentionJson.read(id, own)));
  }

  private static Optional<CameraConfig> read(String id, Versioned entry) {
    try {
      JsonNode node = JSON.readTree(entry.value());
      CameraConfig.Builder builder =
          CameraConfig.builder(id, node.path("uri").asText())
              .name(node.path("name").asText(id))
              .location(node.path("location").asText(""))
              .transport(Transport.valueOf(node.path("transport").asText("AUTO")))
              .connectTimeout(Duration.parse(node.path("connectTimeout").asText("PT5S")))
              .silenceTimeout(Duration.parse(node.path("silenceTimeout").asText("PT5S")))
              .tls(ConnectionJson.tls(node.path("tls")))
              .tolerances(ConnectionJson.tolerances(node.path("tolerances")))
              .retention(RetentionJson.read(id, node.path("retention")))
              .schedule(ScheduleJson.read(id, node.path("schedule")));
      if (node.path("sub").isObject()) {
        builder.sub(readSub(id, node.path("sub")));
      }
      JsonNode credentials = node.path("credentials");
      if (credentials.isObject()) {
        builder.credentials(
            Credentials.of(
                credentials.path("user").asText(), credentials.path("password").asText()));
      }
      return Optional.of(builder.build());
    } catch (IOException | DateTimeException | IllegalArgumentException | NvrException e) {
      // Neither the entry nor the exception is shown: they may hold a password.
      LOG.warn("the catalogue's entry of camera {} can't be read; it is left out", id);
      return Optional.empty();
    }
  }
}
