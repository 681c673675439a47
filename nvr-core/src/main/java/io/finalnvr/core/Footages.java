package io.finalnvr.core;

import io.finalnvr.core.record.CameraFootage;
import io.finalnvr.core.record.Leases;
import io.finalnvr.spi.Store;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The footage of an engine's cameras: one object for each, for it remembers what was read.
 * Thread-safe.
 */
final class Footages {

  private record Key(String cameraId, String log) {}

  private final Store store;
  private final Leases leases;
  private final Clocks clocks;
  private final Map<Key, CameraFootage> known = new ConcurrentHashMap<>();

  Footages(Store store, Leases leases, Clocks clocks) {
    this.store = store;
    this.leases = leases;
    this.clocks = clocks;
  }

  /** Of a camera whose footage is in a log. */
  CameraFootage of(String cameraId, String log) {
    return known.computeIfAbsent(
        new Key(cameraId, log), key -> new CameraFootage(cameraId, log, store, leases, clocks));
  }

  /** Forgets what was read of a camera. */
  void forget(String cameraId) {
    known.keySet().removeIf(key -> key.cameraId().equals(cameraId));
  }
}
