package io.finalnvr.core;

import io.finalnvr.CameraConfig;
import io.finalnvr.ConfigurationException;
import io.finalnvr.ImportRequest;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is to be imported, as a camera that sends as fast as it can. */
final class ImportSource {

  private ImportSource() {}

  static CameraConfig of(ImportRequest request, CameraConfig camera) {
    if (LogNames.foreign(camera).isPresent()) {
      throw new ConfigurationException(
          "camera %s shows a log of other software; nothing can be imported into it"
              .formatted(camera.id()));
    }
    Path file = request.file().toAbsolutePath();
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new ConfigurationException("no file %s that can be read".formatted(file));
    }
    return CameraConfig.of(request.cameraId(), file.toUri().toASCIIString() + "?unpaced=true");
  }
}
