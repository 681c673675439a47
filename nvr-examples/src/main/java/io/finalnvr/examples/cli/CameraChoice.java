package io.finalnvr.examples.cli;

import io.finalnvr.Camera;
import io.finalnvr.Nvr;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The cameras that a command is about: those named, or all. */
final class CameraChoice {

  @Parameters(arity = "0..*", paramLabel = "<camera>", description = "The cameras. Default: all.")
  private List<String> ids = new ArrayList<>();

  /**
   * The cameras, in the order they were named.
   *
   * @throws io.finalnvr.ConfigurationException where there is no such camera
   */
  List<Camera> of(Nvr nvr) {
    return ids.isEmpty()
        ? nvr.cameras()
        : ids.stream().map(id -> CameraEditCommand.find(nvr, id)).toList();
  }
}
