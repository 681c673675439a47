package io.finalnvr.examples.cli;

import io.finalnvr.CameraStream;
import picocli.CommandLine.Option;

/** {@code --stream}: which stream of a camera. */
final class StreamOption {

  @Option(
      names = "--stream",
      defaultValue = "main",
      description = "Which stream of the camera: main or sub. Default: main.")
  CameraStream stream = CameraStream.MAIN;
}
