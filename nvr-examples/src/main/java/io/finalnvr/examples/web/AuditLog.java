package io.finalnvr.examples.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finalnvr.StorageException;
import io.finalnvr.examples.console.Json;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.StoredFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who changed what, and who was refused: kept in the store, for good. An entry that can't be
 * written is logged instead. Thread-safe; blocks on the store.
 */
final class AuditLog implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final FrameLog entries;
  private final InstantSource clock;
  private @Nullable FrameLogWriter writer;
  private Instant last = Instant.EPOCH;

  AuditLog(FrameLog entries, InstantSource clock) {
    this.entries = entries;
    this.clock = clock;
  }

  synchronized void enter(String user, String address, String action, int status) {
    String entry =
        Json.write(
            Json.object("user", user, "address", address, "action", action, "status", status));
    try {
      FrameLogWriter open = writer();
      Instant now = clock.instant();
      last = now.isAfter(last) ? now : last.plusNanos(1_000);
      open.append(last, true, false, ByteBuffer.wrap(entry.getBytes(StandardCharsets.UTF_8)));
    } catch (StorageException e) {
      log.warn("audit entry could not be stored: {}", entry, e);
      writer = null;
    }
  }

  private FrameLogWriter writer() {
    FrameLogWriter open = writer;
    if (open == null) {
      open = entries.openWriter();
      writer = open;
      last = open.lastTime().orElse(Instant.EPOCH);
    }
    return open;
  }

  /** The newest entries from an instant on, newest first. */
  List<JsonNode> newest(Instant from, int count) {
    Deque<JsonNode> kept = new ArrayDeque<>();
    long tail = entries.tail();
    long start = entries.entryAtOrBefore(from).map(IndexEntry::position).orElseGet(entries::head);
    try (FrameLogReader reader = entries.openReader(start)) {
      while (reader.position() < tail) {
        var item = reader.read(PATIENCE);
        if (item.isEmpty()) {
          break;
        }
        if (item.get() instanceof StoredFrame record) {
          kept.addFirst(read(record));
          if (kept.size() > count) {
            kept.removeLast();
          }
        }
      }
    }
    return new ArrayList<>(kept);
  }

  private static JsonNode read(StoredFrame record) {
    ObjectNode entry = JSON.createObjectNode().put("time", record.time().toString());
    try {
      JsonNode stored = JSON.readTree(StandardCharsets.UTF_8.decode(record.payload()).toString());
      return stored instanceof ObjectNode fields
          ? entry.setAll(fields)
          : entry.put("action", "unreadable");
    } catch (IOException e) {
      return entry.put("action", "unreadable");
    }
  }

  @Override
  public synchronized void close() {
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }
}
