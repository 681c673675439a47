package io.finalnvr.gstreamer;

import io.finalnvr.CameraConfig;
import io.finalnvr.ConfigurationException;
import io.finalnvr.spi.MediaSource;
import io.finalnvr.spi.MediaSourceProvider;
import java.nio.file.Path;
import java.util.Set;

/**
 * Files as cameras: {@code file:///path/to/video.mp4}, in any container that GStreamer reads. A
 * file plays in real time, and ends; with {@code ?loop=true} it begins again for ever, while the
 * times of its frames go on. With {@code ?unpaced=true} it plays as fast as the handler takes its
 * frames: presentation times are those of the file, counted from its beginning, and the tracks are
 * interleaved by time.
 */
public final class FileSourceProvider implements MediaSourceProvider {

  /** For {@link java.util.ServiceLoader}. */
  public FileSourceProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("file");
  }

  @Override
  public MediaSource create(CameraConfig camera) {
    String path = camera.uri().getPath();
    String host = camera.uri().getHost();
    if (path == null || path.isEmpty() || host != null && !host.equals("localhost")) {
      throw new ConfigurationException(
          "camera %s: %s names no file of this machine; write for example file:///path/video.mp4"
              .formatted(camera.id(), camera.uri()));
    }
    UriOptions options = UriOptions.of(camera, Set.of("loop", "unpaced"));
    boolean loop = options.flag("loop");
    boolean unpaced = options.flag("unpaced");
    if (loop && unpaced) {
      throw new ConfigurationException(
          "camera %s: a file in a loop can't be unpaced, it would never end; leave one of them out"
              .formatted(camera.id()));
    }
    Recipe recipe = new FileRecipe(camera, Path.of(path), loop, !unpaced);
    return handler -> {
      GStreamer.require(GStreamer.FOR_CAMERA, "filesrc", "parsebin", "queue", "appsink");
      return GstSession.open(camera, recipe, handler);
    };
  }
}
