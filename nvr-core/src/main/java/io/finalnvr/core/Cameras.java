package io.finalnvr.core;

import io.finalnvr.CameraConfig;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The cameras of the catalogue as this engine knows them, by id. Thread-safe. */
final class Cameras {

  private final Catalogue catalogue;
  private final ListenerCalls listeners;
  private final Map<String, EngineCamera> known = new ConcurrentSkipListMap<>();

  Cameras(Catalogue catalogue, ListenerCalls listeners) {
    this.catalogue = catalogue;
    this.listeners = listeners;
  }

  EngineCamera add(CameraConfig config) {
    EngineCamera camera = new EngineCamera(config, listeners);
    known.put(config.id(), camera);
    return camera;
  }

  void remove(String cameraId) {
    known.remove(cameraId);
  }

  Optional<EngineCamera> get(String cameraId) {
    return Optional.ofNullable(known.get(cameraId));
  }

  Collection<EngineCamera> all() {
    return known.values();
  }

  /** Other processes add, edit and remove cameras too. One call at a time; blocks on I/O. */
  void refresh() {
    SortedMap<String, CameraConfig> configs = catalogue.all();
    known
        .values()
        .removeIf(camera -> !configs.containsKey(camera.id()) && camera.recorder().isEmpty());
    configs.forEach(
        (id, config) ->
            known.computeIfAbsent(id, any -> new EngineCamera(config, listeners)).config(config));
  }
}
