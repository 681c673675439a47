package io.finalnvr.core;

import io.finalnvr.CameraStream;
import io.finalnvr.core.record.CameraFootage;
import io.finalnvr.core.record.Leases;
import io.finalnvr.spi.Store;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The footage of an engine's cameras: one object for each, for it remembers what was read.
 * Thread-safe.
 */
final class Footages {

  private record Key(String cameraId, CameraStream stream, Optional<String> foreign) {}

  private final Store store;
  private final Leases leases;
  private final Clocks clocks;
  private final Map<Key, CameraFootage> known = new ConcurrentHashMap<>();

  Footages(Store store, Leases leases, Clocks clocks) {
    this.store = store;
    this.leases = leases;
    this.clocks = clocks;
  }

  /**
   * Of a stream of a camera.
   *
   * @param foreign the log of other software that the camera shows, if it does
   */
  CameraFootage of(String cameraId, CameraStream stream, Optional<String> foreign) {
    Optional<String> shown = stream == CameraStream.MAIN ? foreign : Optional.empty();
    return known.computeIfAbsent(
        new Key(cameraId, stream, shown),
        key ->
            shown
                .map(log -> CameraFootage.foreign(cameraId, log, store, leases, clocks))
                .orElseGet(() -> new CameraFootage(cameraId, stream, store, leases, clocks)));
  }

  /** Forgets what was read of a camera. */
  void forget(String cameraId) {
    known.keySet().removeIf(key -> key.cameraId().equals(cameraId));
  }
}
