package io.finalnvr.examples.web;

import io.finalnvr.Camera;
import io.finalnvr.CameraConfig;
import io.finalnvr.CameraState;
import io.finalnvr.Nvr;
import io.finalnvr.NvrException;
import io.finalnvr.NvrListener;
import io.finalnvr.Playback;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.examples.console.Json;
import io.finalnvr.media.Picture;
import io.finalnvr.media.PictureSize;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tries out a camera before it is added, with a recorder of its own that keeps nothing: connects
 * once, and takes a picture. Blocks, for as long as the camera may take to connect and 10 s more.
 */
final class CameraTrial {

  private static final Duration FIRST_PICTURE = Duration.ofSeconds(10);
  private static final int WIDTH = 640;

  /** A trial holds up to 10 s of video; so many at a time will do. */
  private static final Semaphore AT_A_TIME = new Semaphore(2);

  private CameraTrial() {}

  /** What came of it: {@code ok}, and tracks and a picture, or a reason. */
  static Map<String, Object> run(CameraConfig config) throws InterruptedException {
    if (!AT_A_TIME.tryAcquire(FIRST_PICTURE.toSeconds(), TimeUnit.SECONDS)) {
      return refused("BUSY", "two other cameras are being tried out; try again");
    }
    try (MemoryStore store = new MemoryStore();
        Nvr nvr = Nvr.builder().store(store).build()) {
      return run(nvr, config);
    } finally {
      AT_A_TIME.release();
    }
  }

  private static Map<String, Object> run(Nvr nvr, CameraConfig config) throws InterruptedException {
    CompletableFuture<Instant> first = new CompletableFuture<>();
    CompletableFuture<Map<String, Object>> failure = new CompletableFuture<>();
    nvr.addListener(
        new NvrListener() {
          @Override
          public void onCameraState(Camera camera, CameraState state) {
            camera
                .failure()
                .ifPresent(f -> failure.complete(refused(f.reason().name(), f.message())));
          }
        });
    Camera camera = nvr.add(config);
    nvr.record(config.id());
    nvr.play(
        config.id(),
        Playback.live(),
        frame -> {
          if (frame.track() instanceof VideoTrack && frame.keyFrame()) {
            first.complete(frame.time());
          }
        });
    long patience = config.connectTimeout().plus(FIRST_PICTURE).toMillis();
    try {
      CompletableFuture.anyOf(first, failure).get(patience, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return camera.tracks().isEmpty()
          ? refused("UNREACHABLE", "the camera does not answer")
          : refused("SILENT", "the camera is connected, but sends no picture");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return first.isDone() ? seen(nvr, camera, first.join()) : failure.join();
  }

  private static Map<String, Object> seen(Nvr nvr, Camera camera, Instant at) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("ok", true);
    view.put("tracks", camera.tracks().stream().map(Track::toString).toList());
    try {
      Picture picture =
          nvr.snapshot(camera.id(), SnapshotRequest.at(at).size(PictureSize.within(WIDTH, 0)));
      byte[] bytes = new byte[picture.data().remaining()];
      picture.data().get(bytes);
      view.put("picture", "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(bytes));
    } catch (NvrException e) {
      view.put("pictureFailure", String.valueOf(e.getMessage()));
    }
    return view;
  }

  private static Map<String, Object> refused(String reason, String message) {
    return Json.object("ok", false, "reason", reason, "message", message);
  }
}
