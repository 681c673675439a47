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
 * times of its frames go on.
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
    boolean loop = UriOptions.of(camera, Set.of("loop")).flag("loop");
    Recipe recipe = new FileRecipe(camera, Path.of(path), loop);
    return handler -> {
      GStreamer.require(GStreamer.FOR_CAMERA, "filesrc", "parsebin", "queue", "appsink");
      return GstSession.open(camera, recipe, handler);
    };
  }
}
