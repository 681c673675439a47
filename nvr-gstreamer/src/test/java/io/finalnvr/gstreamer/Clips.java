package io.finalnvr.gstreamer;

import io.finalnvr.media.Codec;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Footage of a {@link TestPattern}, 25 frames a second from {@link #START} on. */
final class Clips {

  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  static final int WIDTH = 320;
  static final int HEIGHT = 180;

  private static final long FRAME_NANOS = 40_000_000;
  private static final long OFFSET_NANOS = 1_000_000_000_000L;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Clips() {}

  static Instant time(int frame) {
    return START.plusNanos(frame * FRAME_NANOS);
  }

  /** Frames in decode order; the picture of each says its number. */
  static List<EncodedFrame> encode(Codec codec, int frames, int gop, int bFrames) {
    GStreamer.require(GStreamer.FOR_MEDIA, "appsrc", "appsink");
    MediaPipeline pipeline = new MediaPipeline();
    MediaElement source =
        MediaElement.make("appsrc")
            .set("format", "time")
            .set("max-bytes", 0)
            .set(
                "caps",
                "video/x-raw,format=I420,framerate=25/1,width=" + WIDTH + ",height=" + HEIGHT);
    MediaElement sink = MediaElement.sink().set("max-buffers", 0);
    List<MediaElement> chain = new ArrayList<>();
    chain.add(source);
    chain.add(encoder(codec, gop, bFrames));
    chain.addAll(StreamChain.ofParsed(codec));
    chain.add(sink);
    pipeline.add(chain);
    pipeline.play();
    try (AppSinkReader reader = new AppSinkReader(sink)) {
      paint(source, frames);
      return read(reader, codec, bFrames);
    } finally {
      pipeline.stop();
      pipeline.dispose();
    }
  }

  private static MediaElement encoder(Codec codec, int gop, int bFrames) {
    return switch (codec) {
      case H264 ->
          MediaElement.make("x264enc")
              .set("speed-preset", "ultrafast")
              .set("key-int-max", gop)
              .set("bframes", bFrames)
              .set("b-adapt", false)
              .set("option-string", "scenecut=0");
      case H265 ->
          MediaElement.make("x265enc")
              .set("speed-preset", "ultrafast")
              .set("key-int-max", gop)
              .set("option-string", "scenecut=0:open-gop=0:b-adapt=0:bframes=" + bFrames);
      default -> MediaElement.make("jpegenc");
    };
  }

  private static void paint(MediaElement source, int frames) {
    TestPattern pattern = new TestPattern(WIDTH, HEIGHT);
    ByteBuffer picture = ByteBuffer.allocate(pattern.size());
    pattern.paintStill(picture);
    for (int i = 0; i < frames; i++) {
      pattern.paintMoving(picture, i, time(i));
      long pts = OFFSET_NANOS + i * FRAME_NANOS;
      NativeApp.gst_app_src_push_buffer(
          source.handle(), NativeMedia.buffer(picture.array(), pts, pts, FRAME_NANOS));
    }
    NativeApp.gst_app_src_end_of_stream(source.handle());
  }

  private static List<EncodedFrame> read(AppSinkReader reader, Codec codec, int bFrames) {
    List<EncodedFrame> frames = new ArrayList<>();
    for (var sample = reader.pull(PATIENCE); sample != null; sample = reader.pull(PATIENCE)) {
      ByteBuffer codecData = sample.caps().codecData();
      Instant decodeTime = time(frames.size() - bFrames);
      // x264enc moves all times so that no decode time is negative.
      Instant time = START.plusNanos(Math.floorMod(sample.ptsNanos(), 1_000_000_000_000L));
      frames.add(
          new EncodedFrame(
              new VideoTrack(1, codec, WIDTH, HEIGHT, codecData),
              time,
              decodeTime,
              Duration.ofNanos(FRAME_NANOS),
              !sample.has(NativeMedia.FLAG_DELTA_UNIT),
              /* discontinuity= */ false,
              /* decodeOnly= */ false,
              ByteBuffer.wrap(sample.data())));
    }
    return frames;
  }
}
