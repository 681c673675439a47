package io.finalnvr.testkit;

import io.finalnvr.CameraConfig;
import io.finalnvr.spi.MediaSource;
import io.finalnvr.spi.MediaSourceProvider;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cameras that are not there, by their ids, for the scheme {@code fake}. A camera that no source
 * was given for gets a manual one. Thread-safe.
 */
public final class FakeMediaSourceProvider implements MediaSourceProvider {

  private final Map<String, FakeMediaSource> sources = new ConcurrentHashMap<>();
  private final Map<String, CameraConfig> configs = new ConcurrentHashMap<>();

  /** A provider whose cameras are all manual until {@link #camera} says otherwise. */
  public FakeMediaSourceProvider() {}

  /** A configuration of a camera that this provider serves. */
  public static CameraConfig config(String cameraId) {
    return CameraConfig.of(cameraId, "fake:" + cameraId);
  }

  /** Gives a camera its source. */
  public FakeMediaSourceProvider camera(String cameraId, FakeMediaSource source) {
    sources.put(cameraId, source);
    return this;
  }

  /** The source of a camera. */
  public FakeMediaSource source(String cameraId) {
    return sources.computeIfAbsent(cameraId, id -> FakeMediaSource.manual());
  }

  /** The configuration that was used last for a camera. */
  public Optional<CameraConfig> lastConfig(String cameraId) {
    return Optional.ofNullable(configs.get(cameraId));
  }

  @Override
  public Set<String> schemes() {
    return Set.of("fake");
  }

  @Override
  public MediaSource create(CameraConfig camera) {
    configs.put(camera.id(), camera);
    return source(camera.id());
  }
}
