package io.finalnvr.examples.cli;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraStream;
import io.finalnvr.ConfigurationException;
import io.finalnvr.SubStream;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;

/** {@code --stream}: which stream of a camera. */
final class StreamOption {

  @Option(
      names = "--stream",
      defaultValue = "main",
      description = "Which stream of the camera: main or sub. Default: main.")
  CameraStream stream = CameraStream.MAIN;

  /**
   * A camera with another sub stream.
   *
   * @throws ConfigurationException when it has none
   */
  CameraConfig editSub(CameraConfig camera, UnaryOperator<SubStream> change) {
    SubStream sub =
        camera
            .sub()
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "camera %s has no sub stream; add it with 'nvr camera edit %s --sub-uri ...'"
                            .formatted(camera.id(), camera.id())));
    return camera.toBuilder().sub(change.apply(sub)).build();
  }
}
