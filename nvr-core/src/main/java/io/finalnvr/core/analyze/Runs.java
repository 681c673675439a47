package io.finalnvr.core.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finalnvr.StorageException;
import io.finalnvr.core.LogNames;
import io.finalnvr.spi.FrameLog;
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

/** Which runs there are, in the versioned map {@code analyses}. Thread-safe; blocks on I/O. */
public final class Runs {

  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Store store;
  private final VersionedMap map;

  /** Of a store. */
  public Runs(Store store) {
    this.store = store;
    this.map = store.versionedMap("analyses");
  }

  FrameLog log(Run run) {
    return store.frameLog(run.log());
  }

  /** Those of a camera, by their start. */
  List<Run> of(String cameraId) {
    return map.entries().entrySet().stream()
        .flatMap(entry -> read(entry.getKey(), entry.getValue()).stream())
        .filter(run -> run.cameraId().equals(cameraId))
        .sorted(Comparator.comparing(Run::from).thenComparing(Run::log))
        .toList();
  }

  /** Those of a camera by an analyser, by their start. */
  List<Run> of(String cameraId, String analyzer) {
    return of(cameraId).stream().filter(run -> run.analyzer().equals(analyzer)).toList();
  }

  /** Enters a new one. Called under the lease of the analyser. */
  Run add(String cameraId, String analyzer, Instant from, Optional<Instant> until) {
    int number = 1;
    while (map.get(LogNames.results(cameraId, analyzer, number)).isPresent()) {
      number++;
    }
    String log = LogNames.results(cameraId, analyzer, number);
    Run run = new Run(log, cameraId, analyzer, from, until, VersionedMap.ABSENT);
    // What a run that was removed without its log has left behind.
    store.frameLog(log).delete();
    return put(run);
  }

  /** From now on it has another end. Called under the lease of the analyser. */
  Run until(Run run, Optional<Instant> until) {
    if (run.until().equals(until)) {
      return run;
    }
    return put(
        new Run(run.log(), run.cameraId(), run.analyzer(), run.from(), until, run.version()));
  }

  private Run put(Run run) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("camera", run.cameraId())
            .put("analyzer", run.analyzer())
            .put("from", run.from().toString());
    run.until().ifPresent(end -> node.put("until", end.toString()));
    long version =
        map.put(run.log(), node.toString().getBytes(StandardCharsets.UTF_8), run.version());
    return new Run(run.log(), run.cameraId(), run.analyzer(), run.from(), run.until(), version);
  }

  /** Removes one with its results. Does nothing where somebody has just gone on with it. */
  void remove(Run run) {
    try {
      map.remove(run.log(), run.version());
    } catch (StorageException e) {
      if (e.reason() == StorageException.Reason.VERSION_CONFLICT) {
        return;
      }
      throw e;
    }
    log(run).delete();
  }

  /** Removes all of a camera. */
  public void removeAll(String cameraId) {
    of(cameraId).forEach(this::remove);
  }

  private static Optional<Run> read(String log, Versioned entry) {
    try {
      JsonNode node = JSON.readTree(entry.value());
      return Optional.of(
          new Run(
              log,
              node.path("camera").asText(),
              node.path("analyzer").asText(),
              Instant.parse(node.path("from").asText()),
              node.hasNonNull("until")
                  ? Optional.of(Instant.parse(node.path("until").asText()))
                  : Optional.empty(),
              entry.version()));
    } catch (IOException | DateTimeException e) {
      LOG.warn("the entry of the analysis {} can't be read; it is left out", log);
      return Optional.empty();
    }
  }
}
