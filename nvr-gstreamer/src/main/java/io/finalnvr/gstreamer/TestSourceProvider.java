package io.finalnvr.gstreamer;

import io.finalnvr.CameraConfig;
import io.finalnvr.ConfigurationException;
import io.finalnvr.spi.MediaSource;
import io.finalnvr.spi.MediaSourceProvider;
import java.util.Set;

/**
 * A moving test picture with a clock, encoded here, without any camera: {@code
 * test:?size=640x360&fps=25&gop=50&audio=true}. Defaults: 640x360, 25 frames a second, a key frame
 * every two seconds, no sound. The plainest form is {@code test:/}.
 */
public final class TestSourceProvider implements MediaSourceProvider {

  private static final Set<String> OPTIONS = Set.of("size", "fps", "gop", "audio");

  /** For {@link java.util.ServiceLoader}. */
  public TestSourceProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("test");
  }

  @Override
  public MediaSource create(CameraConfig camera) {
    UriOptions options = UriOptions.of(camera, OPTIONS);
    String[] size = options.text("size", "640x360").split("x", 2);
    if (size.length != 2) {
      throw new ConfigurationException(
          "camera %s: the option size is '%s'; write for example 640x360"
              .formatted(camera.id(), size[0]));
    }
    int width = options.number("size", size[0], 16, 7680);
    int height = options.number("size", size[1], 16, 4320);
    if (width % 2 != 0 || height % 2 != 0) {
      throw new ConfigurationException(
          "camera %s: the picture size %dx%d must be even".formatted(camera.id(), width, height));
    }
    int fps = options.number("fps", 25, 1, 120);
    int gop = options.number("gop", 2 * fps, 1, 100_000);
    Recipe recipe = new TestRecipe(camera, width, height, fps, gop, options.flag("audio"));
    return handler -> {
      GStreamer.require(GStreamer.FOR_CAMERA, "videotestsrc", "h264parse", "appsink");
      return GstSession.open(camera, recipe, handler);
    };
  }
}
