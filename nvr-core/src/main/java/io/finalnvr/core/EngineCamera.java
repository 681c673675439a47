package io.finalnvr.core;

import io.finalnvr.Camera;
import io.finalnvr.CameraConfig;
import io.finalnvr.CameraFailure;
import io.finalnvr.CameraState;
import io.finalnvr.CameraStream;
import io.finalnvr.Gap;
import io.finalnvr.Recorder;
import io.finalnvr.RecorderState;
import io.finalnvr.core.record.CameraRecorder;
import io.finalnvr.core.record.RecorderHost;
import io.finalnvr.media.Track;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A camera of the catalogue, with its recorder where it has one. Thread-safe. */
final class EngineCamera implements Camera, RecorderHost {

  private static final Logger LOG = LoggerFactory.getLogger(EngineCamera.class);

  private final ListenerCalls listeners;
  private volatile CameraConfig config;
  private volatile CameraState state = CameraState.IDLE;
  private volatile List<Track> tracks = List.of();
  private volatile @Nullable CameraFailure failure;
  private volatile @Nullable CameraRecorder recorder;

  EngineCamera(CameraConfig config, ListenerCalls listeners) {
    this.config = config;
    this.listeners = listeners;
  }

  @Override
  public String id() {
    return config.id();
  }

  @Override
  public CameraConfig config() {
    return config;
  }

  @Override
  public CameraState state() {
    return state;
  }

  @Override
  public List<Track> tracks() {
    return tracks;
  }

  @Override
  public Optional<CameraFailure> failure() {
    return Optional.ofNullable(failure);
  }

  void config(CameraConfig changed) {
    config = changed;
  }

  Optional<CameraRecorder> recorder() {
    return Optional.ofNullable(recorder);
  }

  void recorder(CameraRecorder started) {
    recorder = started;
  }

  @Override
  public void onCameraState(CameraState next, @Nullable CameraFailure why) {
    // While the next attempt is under way, the failure of the last one is still what there is to
    // say.
    if (next != CameraState.CONNECTING) {
      failure = why;
    }
    state = next;
    LOG.info(
        "camera {}: {}{}",
        id(),
        next,
        why == null ? "" : ", " + why.reason() + ": " + why.message());
    listeners.tell(listener -> listener.onCameraState(this, next));
  }

  @Override
  public void onTracks(List<Track> announced) {
    tracks = List.copyOf(announced);
  }

  @Override
  public void onRecorderState(Recorder changed, RecorderState next) {
    listeners.tell(listener -> listener.onRecorderState(changed, next));
  }

  @Override
  public void onGap(CameraStream stream, Gap gap) {
    LOG.warn(
        "camera {}: gap from {} to {}, {}: {}",
        LogNames.stream(id(), stream),
        gap.range().start(),
        gap.range().end(),
        gap.cause(),
        gap.detail());
    if (stream == CameraStream.MAIN) {
      listeners.tell(listener -> listener.onGap(id(), gap));
    }
  }

  @Override
  public void onClosed(Recorder closed) {
    if (recorder == closed) {
      recorder = null;
    }
  }
}
