package io.finalnvr.examples;

import io.finalnvr.CameraConfig;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Records one camera and plays it live. This example shows how to:
 *
 * <ol>
 *   <li>open a recorder that keeps everything durably in a directory
 *   <li>add a camera
 *   <li>record it: from here on it is connected to again whenever it is lost
 *   <li>play it at the live edge; {@code Playback.from(instant)} plays the past
 *   <li>close the recorder: what it has received becomes durable first
 * </ol>
 */
public final class RecordOneCamera {

  private RecordOneCamera() {}

  /** Arguments: a directory, the URI of the camera, and for how many seconds. */
  public static void main(String[] args) throws InterruptedException {
    run(Path.of(args[0]), args[1], Long.parseLong(args[2]));
  }

  static void run(Path directory, String uri, long seconds) throws InterruptedException {
    // README begin
    try (Nvr nvr = Nvr.builder().store(directory).build()) {
      if (nvr.camera("gate").isEmpty()) {
        nvr.add(CameraConfig.of("gate", uri)); // rtsp://user:password@host/path
      }
      nvr.record("gate");
      nvr.play("gate", Playback.live(), frame -> System.out.println(frame));
      TimeUnit.SECONDS.sleep(seconds);
    }
    // README end
  }
}
