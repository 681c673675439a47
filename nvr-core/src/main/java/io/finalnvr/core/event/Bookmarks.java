package io.finalnvr.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finalnvr.Bookmark;
import io.finalnvr.ConfigurationException;
import io.finalnvr.StorageException;
import io.finalnvr.TimeRange;
import io.finalnvr.core.Clocks;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bookmarks of all cameras, in a versioned map. Thread-safe; methods block on I/O. */
public final class Bookmarks {

  private static final Logger LOG = LoggerFactory.getLogger(Bookmarks.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INFIX = ".bookmark-";
  private static final int ATTEMPTS = 20;

  private final VersionedMap map;
  private final Clocks clocks;

  /** Of a store. */
  public Bookmarks(Store store, Clocks clocks) {
    this.map = store.versionedMap("bookmarks");
    this.clocks = clocks;
  }

  /** Adds one. */
  public Bookmark add(String cameraId, TimeRange range, String name) {
    for (int attempt = 1; ; attempt++) {
      Bookmark bookmark =
          new Bookmark(next(cameraId), cameraId, range, name.strip(), clocks.instant());
      try {
        map.put(bookmark.id(), write(bookmark), VersionedMap.ABSENT);
        return bookmark;
      } catch (StorageException e) {
        // Somebody else has taken the number.
        if (e.reason() != StorageException.Reason.VERSION_CONFLICT || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private String next(String cameraId) {
    String prefix = cameraId + INFIX;
    long highest =
        map.entries().keySet().stream()
            .filter(id -> id.startsWith(prefix))
            .mapToLong(id -> number(id.substring(prefix.length())))
            .max()
            .orElse(0);
    return prefix + (highest + 1);
  }

  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Those of a camera, by start. */
  public List<Bookmark> of(String cameraId) {
    return map.entries().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(cameraId + INFIX))
        .flatMap(entry -> read(entry.getKey(), entry.getValue()).stream())
        .sorted(
            Comparator.comparing((Bookmark bookmark) -> bookmark.range().start())
                .thenComparing(Bookmark::id))
        .toList();
  }

  /**
   * Removes one.
   *
   * @throws ConfigurationException when there is none with this id
   */
  public void remove(String id) {
    Optional<Versioned> entry = id.contains(INFIX) ? map.get(id) : Optional.empty();
    if (entry.isEmpty()) {
      throw new ConfigurationException(
          "there is no bookmark '%s'; they look like gate.bookmark-1, list them to see"
              .formatted(id));
    }
    map.remove(id, entry.get().version());
  }

  /** Removes all of a camera. */
  public void removeAll(String cameraId) {
    of(cameraId).forEach(bookmark -> remove(bookmark.id()));
  }

  private static byte[] write(Bookmark bookmark) {
    return JSON.createObjectNode()
        .put("camera", bookmark.cameraId())
        .put("from", bookmark.range().start().toString())
        .put("to", bookmark.range().end().toString())
        .put("name", bookmark.name())
        .put("created", bookmark.created().toString())
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<Bookmark> read(String id, Versioned entry) {
    try {
      JsonNode node = JSON.readTree(entry.value());
      return Optional.of(
          new Bookmark(
              id,
              node.path("camera").asText(),
              new TimeRange(instant(node, "from"), instant(node, "to")),
              node.path("name").asText(),
              instant(node, "created")));
    } catch (IOException | DateTimeException | ConfigurationException e) {
      LOG.warn("the bookmark {} can't be read; it is left out", id);
      return Optional.empty();
    }
  }

  private static Instant instant(JsonNode node, String field) {
    return Instant.parse(node.path(field).asText());
  }
}
