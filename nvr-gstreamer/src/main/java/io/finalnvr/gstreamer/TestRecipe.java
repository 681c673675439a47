package io.finalnvr.gstreamer;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraException;
import io.finalnvr.media.Codec;
import java.util.ArrayList;
import java.util.List;

/** A test picture, and a test tone. */
final class TestRecipe implements Recipe {

  private static final int VIDEO = 1;
  private static final int AUDIO = 2;
  private static final double BITS_PER_PIXEL = 0.08;

  private final CameraConfig camera;
  private final int width;
  private final int height;
  private final int fps;
  private final int gop;
  private final boolean audio;

  TestRecipe(CameraConfig camera, int width, int height, int fps, int gop, boolean audio) {
    this.camera = camera;
    this.width = width;
    this.height = height;
    this.fps = fps;
    this.gop = gop;
    this.audio = audio;
  }

  @Override
  public void build(SessionPipeline pipeline) {
    pipeline.expect(VIDEO, Codec.H264.kind());
    if (audio) {
      pipeline.expect(AUDIO, Codec.AAC.kind());
    }
    play(pipeline, VIDEO, Codec.H264, picture());
    if (audio) {
      play(pipeline, AUDIO, Codec.AAC, tone());
    }
  }

  private static void play(
      SessionPipeline pipeline, int id, Codec codec, List<MediaElement> elements) {
    pipeline.add(elements);
    MediaElement last = elements.get(elements.size() - 1);
    pipeline.attach(id, codec, last, "src", StreamChain.ofParsed(codec));
  }

  private List<MediaElement> picture() {
    List<MediaElement> elements = new ArrayList<>();
    elements.add(MediaElement.make("videotestsrc").set("is-live", true).set("pattern", "smpte100"));
    elements.add(
        MediaElement.filter(
            "video/x-raw,format=I420,width=%d,height=%d,framerate=%d/1"
                .formatted(width, height, fps)));
    if (GStreamer.has("clockoverlay")) {
      elements.add(
          MediaElement.make("clockoverlay")
              .setText("time-format", "%Y-%m-%d %H:%M:%S")
              .set("valignment", "top"));
      elements.add(MediaElement.make("timeoverlay").set("valignment", "bottom"));
    }
    elements.add(encoder());
    return elements;
  }

  private MediaElement encoder() {
    int kilobits = (int) Math.max(100, width * height * fps * BITS_PER_PIXEL / 1000);
    return GStreamer.has("x264enc") || !GStreamer.has("openh264enc")
        ? MediaElement.make("x264enc")
            .set("tune", "zerolatency")
            .set("speed-preset", "ultrafast")
            .set("key-int-max", gop)
            .set("bitrate", kilobits)
        : MediaElement.make("openh264enc").set("gop-size", gop).set("bitrate", kilobits * 1000);
  }

  private static List<MediaElement> tone() {
    return List.of(
        MediaElement.make("audiotestsrc").set("is-live", true).set("wave", "ticks"),
        MediaElement.make("audioconvert"),
        MediaElement.filter("audio/x-raw,rate=48000,channels=1"),
        MediaElement.make("avenc_aac").set("bitrate", 64_000));
  }

  @Override
  public boolean live() {
    return true;
  }

  @Override
  public CameraException failure(NativeMessage error, SessionPipeline pipeline) {
    return new CameraException(
        CameraException.Reason.UNSUPPORTED,
        "camera %s: the test picture can't be made: %s".formatted(camera.id(), error.text()));
  }

  @Override
  public CameraException timeout(SessionPipeline pipeline) {
    return new CameraException(
        CameraException.Reason.TIMEOUT,
        "camera %s: no test picture within %s; this machine is too slow for %dx%d"
            .formatted(camera.id(), Texts.seconds(camera.connectTimeout()), width, height));
  }

  @Override
  public CameraException end() {
    return new CameraException(
        CameraException.Reason.LOST, "camera %s: the test picture ended".formatted(camera.id()));
  }
}
