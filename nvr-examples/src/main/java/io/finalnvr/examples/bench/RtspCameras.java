package io.finalnvr.examples.bench;

import io.finalnvr.CameraConfig;
import io.finalnvr.examples.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * RTSP cameras that send a clip over and over, each a server of its own, in other processes. For
 * one thread.
 */
final class RtspCameras implements CameraSupply {

  private static final int CLIP_SECONDS = 10;

  private static final int CAMERAS_A_PROCESS = 8;

  private final Path clip;
  private final List<Process> servers = new ArrayList<>();
  private final Queue<String> free = new ArrayDeque<>();

  private RtspCameras(Path clip) {
    this.clip = clip;
  }

  /** Cameras whose clip is encoded now, with ffmpeg. */
  static RtspCameras start(int framesPerSecond, long bitsPerSecond, Path work) throws Exception {
    Path clip = work.resolve("clip.mp4");
    Clip.encode(framesPerSecond, bitsPerSecond, CLIP_SECONDS, clip);
    return new RtspCameras(clip);
  }

  @Override
  public String name() {
    return "RTSP";
  }

  @Override
  public CameraConfig camera(int number) throws IOException {
    if (free.isEmpty()) {
      serve();
    }
    return CameraConfig.of("rtsp" + number, free.remove());
  }

  /** One more process of cameras. */
  private void serve() throws IOException {
    Process server =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "simulate",
                "--file",
                clip.toString(),
                "--count",
                Integer.toString(CAMERAS_A_PROCESS))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    servers.add(server);
    BufferedReader uris = server.inputReader(StandardCharsets.UTF_8);
    for (int i = 0; i < CAMERAS_A_PROCESS; i++) {
      String uri = uris.readLine();
      if (uri == null) {
        throw new IOException("the process with the cameras did not start");
      }
      free.add(uri);
    }
  }

  @Override
  public void close() {
    servers.forEach(Process::destroy);
    servers.forEach(RtspCameras::awaitEnd);
  }

  private static void awaitEnd(Process server) {
    try {
      if (server.waitFor(20, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.destroyForcibly();
  }
}
