package io.finalnvr.core;

import io.finalnvr.CameraConfig;
import io.finalnvr.ConfigurationException;
import io.finalnvr.ImportRequest;
import io.finalnvr.core.record.MovieFileSource;
import io.finalnvr.spi.MediaSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** A file that is to be imported, read as fast as it can be. */
final class ImportSource {

  private ImportSource() {}

  static MediaSource of(
      ImportRequest request, CameraConfig camera, Function<CameraConfig, MediaSource> adapters) {
    if (LogNames.foreign(camera).isPresent()) {
      throw new ConfigurationException(
          "camera %s shows a log of other software; nothing can be imported into it"
              .formatted(camera.id()));
    }
    Path file = request.file().toAbsolutePath();
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new ConfigurationException("no file %s that can be read".formatted(file));
    }
    String uri = file.toUri().toASCIIString() + "?unpaced=true";
    return MovieFileSource.of(request.cameraId(), file)
        .orElseGet(() -> adapters.apply(CameraConfig.of(request.cameraId(), uri)));
  }
}
