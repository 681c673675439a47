package io.finalnvr.examples.bench;

import io.finalnvr.CameraConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * RTSP cameras that send a clip over and over, each a server of its own, in other processes. For
 * one thread.
 */
final class RtspCameras implements CameraSupply {

  private static final int CLIP_SECONDS = 10;

  private static final int CAMERAS_A_PROCESS = 8;

  private final Path clip;
  private final List<NvrProcess> servers = new ArrayList<>();
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
  public boolean isReceivedByGStreamer() {
    return true;
  }

  @Override
  public boolean othersCanRecord() {
    return true;
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
    NvrProcess server =
        NvrProcess.start(
            "512m",
            "simulate",
            "--file",
            clip.toString(),
            "--count",
            Integer.toString(CAMERAS_A_PROCESS));
    servers.add(server);
    for (int i = 0; i < CAMERAS_A_PROCESS; i++) {
      free.add(server.line());
    }
  }

  @Override
  public void close() {
    servers.forEach(NvrProcess::close);
  }
}
