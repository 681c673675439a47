package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.glib.GError;

/** Makes media files. */
final class TestMedia {

  static final int FPS = 25;

  private TestMedia() {}

  /** An MP4 file: 320x240 H.264 with two slices a frame, a key frame a second, and AAC. */
  static Path mp4(Path file, int seconds) {
    run(
        "videotestsrc pattern=ball num-buffers=%d ! video/x-raw,width=320,height=240,framerate=%d/1"
                .formatted(seconds * FPS, FPS)
            + " ! x264enc speed-preset=ultrafast key-int-max=25 bframes=0 sliced-threads=true"
            + " threads=2 ! h264parse ! mp4mux name=mux ! filesink location="
            + file
            + " audiotestsrc samplesperbuffer=1024 num-buffers=%d"
                .formatted(seconds * 48_000 / 1024)
            + " ! audio/x-raw,rate=48000,channels=1 ! avenc_aac ! aacparse ! mux.");
    return file;
  }

  private static void run(String description) {
    GStreamer.require(GStreamer.FOR_CAMERA, "x264enc", "mp4mux", "avenc_aac");
    List<GError> errors = new ArrayList<>();
    Pipeline pipeline = (Pipeline) Gst.parseLaunch(description, errors);
    assertThat(errors).isEmpty();
    NativeMessage.queueOn(pipeline);
    pipeline.play();
    NativeMessage end = NativeMessage.poll(pipeline, Duration.ofSeconds(60));
    pipeline.stop();
    pipeline.dispose();
    assertThat(end).isNotNull();
    assertThat(end.type()).as("%s", end).isEqualTo(NativeMessage.Type.END_OF_STREAM);
  }
}
