package io.finalnvr.core;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.finalnvr.RetentionPolicy;
import io.finalnvr.core.analyze.ResultRetention;
import io.finalnvr.core.analyze.Runs;
import io.finalnvr.core.event.EventLog;
import io.finalnvr.core.record.Leases;
import io.finalnvr.core.retain.LogRetention;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For how long events and the results of analysers are kept: a policy for each camera, in the
 * versioned map {@code event-retention}. Thread-safe; blocks on I/O.
 */
final class EventRetention {

  private static final Logger LOG = LoggerFactory.getLogger(EventRetention.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Store store;
  private final VersionedMap map;
  private final ResultRetention results;
  private final Leases leases;
  private final Clocks clocks;

  EventRetention(Store store, Runs runs, Leases leases, Clocks clocks) {
    this.store = store;
    this.map = store.versionedMap("event-retention");
    this.results = new ResultRetention(runs, leases);
    this.leases = leases;
    this.clocks = clocks;
  }

  void set(String cameraId, RetentionPolicy policy) {
    byte[] value = RetentionJson.write(policy).toString().getBytes(StandardCharsets.UTF_8);
    map.put(cameraId, value, map.get(cameraId).map(Versioned::version).orElse(VersionedMap.ABSENT));
  }

  RetentionPolicy of(String cameraId) {
    return map.get(cameraId)
        .map(entry -> read(cameraId, entry))
        .orElseGet(RetentionPolicy::keepForever);
  }

  private static RetentionPolicy read(String cameraId, Versioned entry) {
    try {
      return RetentionJson.read(cameraId, JSON.readTree(entry.value()));
    } catch (IOException e) {
      LOG.warn("camera {}: the retention policy of its events can't be read", cameraId);
      return RetentionPolicy.keepForever();
    }
  }

  void forget(String cameraId) {
    Optional<Versioned> entry = map.get(cameraId);
    entry.ifPresent(there -> map.remove(cameraId, there.version()));
  }

  /** What is to be done for cameras, by the names of their logs. */
  Map<String, Runnable> all(Set<String> cameraIds) {
    Map<String, Runnable> all = new TreeMap<>();
    map.entries()
        .forEach(
            (id, entry) -> {
              RetentionPolicy policy = read(id, entry);
              if (cameraIds.contains(id) && !(policy instanceof RetentionPolicy.KeepForever)) {
                all.put(LogNames.marks(id), () -> apply(id, policy));
              }
            });
    return all;
  }

  void apply(String cameraId, RetentionPolicy policy) {
    Instant now = clocks.instant();
    new EventLog(cameraId, store, leases, clocks)
        .logs()
        .forEach(log -> LogRetention.apply(log, policy, now));
    results.apply(cameraId, policy, now);
  }
}
