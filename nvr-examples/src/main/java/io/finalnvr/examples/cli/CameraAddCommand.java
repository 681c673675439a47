package io.finalnvr.examples.cli;

import io.finalnvr.CameraConfig;
import io.finalnvr.Nvr;
import io.finalnvr.examples.console.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nvr camera add}. */
@Command(name = "add", description = "Adds a camera. Does not connect to it.")
final class CameraAddCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(
      index = "0",
      paramLabel = "<id>",
      description = "Short name: letters, digits and hyphens.")
  String id;

  @Parameters(
      index = "1",
      paramLabel = "<uri>",
      description = "Its stream: rtsp://host:port/path, rtsps://, file:///video.mp4 or test:.")
  String uri;

  @Mixin CameraOptions options;
  @Mixin StoreOption store;
  @Mixin JsonOption json;

  CameraAddCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    CameraOptions.warnOfPassword(shell.console(), uri);
    options.warnOfPassword(shell.console());
    CameraConfig config = options.apply(CameraConfig.builder(id, uri));
    try (Nvr nvr = store.open(shell)) {
      nvr.add(config);
    }
    if (json.enabled) {
      shell.console().print(Json.write(CameraJson.of(config)));
    } else {
      shell.console().say("added camera %s, %s".formatted(id, config.uri()));
    }
    return Cli.OK;
  }
}
