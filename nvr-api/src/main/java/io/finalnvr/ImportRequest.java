package io.finalnvr;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Which file to import into a camera's footage. An immutable value.
 *
 * @param cameraId the camera
 * @param file in a container that GStreamer reads
 * @param start the instant of the first frame that the file shows; empty for what the file says of
 *     itself
 * @param resume whether what the camera already has of the file is passed over: an import that was
 *     cut off goes on
 */
public record ImportRequest(String cameraId, Path file, Optional<Instant> start, boolean resume) {

  /** Checks the arguments. */
  public ImportRequest {
    Objects.requireNonNull(cameraId, "cameraId");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(start, "start");
  }

  /** A file that says itself when it was recorded. */
  public static ImportRequest of(String cameraId, Path file) {
    return new ImportRequest(cameraId, file, Optional.empty(), false);
  }

  /** The same, beginning at an instant. */
  public ImportRequest startingAt(Instant newStart) {
    return new ImportRequest(cameraId, file, Optional.of(newStart), resume);
  }

  /** The same, going on where the camera's footage ends. */
  public ImportRequest resuming() {
    return new ImportRequest(cameraId, file, start, true);
  }
}
