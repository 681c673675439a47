package io.finalnvr.examples.bench;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraException;
import io.finalnvr.ConfigurationException;
import io.finalnvr.gstreamer.FileSourceProvider;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.MediaHandler;
import io.finalnvr.spi.MediaSession;
import io.finalnvr.spi.SourceFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A clip of 1080p H.264, encoded by ffmpeg: a moving picture with noise, a key frame every 2 s. */
final class Clip {

  private static final int ENCODE_MINUTES = 5;
  private static final int READ_SECONDS = 60;

  private Clip() {}

  /**
   * Encodes it.
   *
   * @throws ConfigurationException when there is no ffmpeg, or it fails
   */
  static void encode(int framesPerSecond, long bitsPerSecond, int seconds, Path file)
      throws InterruptedException {
    String rate = Long.toString(bitsPerSecond);
    List<String> command =
        List.of(
            "ffmpeg",
            "-nostdin",
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=size=1920x1080:rate=%d,noise=alls=12:allf=t".formatted(framesPerSecond),
            "-t",
            Integer.toString(seconds),
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-pix_fmt",
            "yuv420p",
            "-b:v",
            rate,
            "-maxrate",
            rate,
            "-bufsize",
            rate,
            "-g",
            Integer.toString(2 * framesPerSecond),
            "-bf",
            "0",
            "-y",
            file.toString());
    try {
      Process ffmpeg =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      ffmpeg.getOutputStream().close();
      if (!ffmpeg.waitFor(ENCODE_MINUTES, TimeUnit.MINUTES) || ffmpeg.exitValue() != 0) {
        ffmpeg.destroyForcibly();
        throw new ConfigurationException("ffmpeg could not encode the clip of the bench");
      }
    } catch (IOException e) {
      throw new ConfigurationException(
          "the bench needs ffmpeg for its clip; install it with: apt-get install ffmpeg", e);
    }
  }

  /** Its pictures, in order. */
  static List<SourceFrame> frames(Path file) throws InterruptedException {
    List<SourceFrame> frames = new ArrayList<>();
    CountDownLatch over = new CountDownLatch(1);
    MediaHandler handler =
        new MediaHandler() {
          @Override
          public void onTracks(List<Track> tracks) {}

          @Override
          public void onFrame(SourceFrame frame) {
            if (frame.track().kind() == TrackKind.VIDEO) {
              frames.add(frame);
            }
          }

          @Override
          public void onEnd(CameraException cause) {
            over.countDown();
          }
        };
    CameraConfig source = CameraConfig.of("clip", file.toUri() + "?unpaced=true");
    MediaSession session = new FileSourceProvider().create(source).open(handler);
    try {
      if (!over.await(READ_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the clip could not be read");
      }
    } finally {
      session.close();
    }
    return List.copyOf(frames);
  }
}
