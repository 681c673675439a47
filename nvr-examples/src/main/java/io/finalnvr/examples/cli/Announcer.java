package io.finalnvr.examples.cli;

import io.finalnvr.Camera;
import io.finalnvr.CameraFailure;
import io.finalnvr.CameraState;
import io.finalnvr.Gap;
import io.finalnvr.NvrListener;
import io.finalnvr.Recorder;
import io.finalnvr.RecorderState;
import io.finalnvr.examples.console.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Tells people what happens to cameras and recorders; the same failure again and again once. */
final class Announcer implements NvrListener {

  private final Shell shell;
  private final Map<String, String> lastFailures = new HashMap<>();

  Announcer(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void onCameraState(Camera camera, CameraState state) {
    if (state == CameraState.STREAMING) {
      lastFailures.remove(camera.id());
      say(camera.id(), "streaming: " + camera.tracks());
    } else if (state == CameraState.WAITING) {
      camera.failure().ifPresent(failure -> failed(camera.id(), failure));
    }
  }

  private void failed(String camera, CameraFailure failure) {
    String text = failure.reason() + ": " + failure.message();
    if (!text.equals(lastFailures.put(camera, text))) {
      Duration pause = Duration.between(shell.clock().instant(), failure.nextAttempt());
      say(camera, text + (pause.isNegative() ? "" : "; next attempt in " + Texts.duration(pause)));
    }
  }

  @Override
  public void onRecorderState(Recorder recorder, RecorderState state) {
    if (state == RecorderState.REFUSED || state == RecorderState.WAITING_FOR_STORE) {
      say(recorder.cameraId(), recorder.reason());
    }
  }

  @Override
  public void onGap(String cameraId, Gap gap) {
    say(
        cameraId,
        "gap of %s, %s%s"
            .formatted(
                Texts.duration(gap.range().duration()),
                gap.cause(),
                gap.detail().isEmpty() ? "" : ": " + gap.detail()));
  }

  private void say(String camera, String text) {
    Instant now = shell.clock().instant();
    shell
        .console()
        .say(Texts.instant(now, shell.zone()).substring(11, 19) + " " + camera + ": " + text);
  }
}
