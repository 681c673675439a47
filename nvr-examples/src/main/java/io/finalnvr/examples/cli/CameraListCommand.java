package io.finalnvr.examples.cli;

import io.finalnvr.Camera;
import io.finalnvr.CameraConfig;
import io.finalnvr.Nvr;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nvr camera list}. */
@Command(name = "list", description = "Lists the cameras.")
final class CameraListCommand implements Callable<Integer> {

  private final Shell shell;

  @Mixin StoreOption store;
  @Mixin JsonOption json;

  CameraListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    List<CameraConfig> cameras;
    try (Nvr nvr = store.open(shell)) {
      cameras = nvr.cameras().stream().map(Camera::config).toList();
    }
    if (json.enabled) {
      shell.console().print(Json.write(cameras.stream().map(CameraJson::of).toList()));
    } else if (cameras.isEmpty()) {
      shell.console().say("no cameras; see 'nvr camera add --help'");
    } else {
      Table table = new Table().row("ID", "NAME", "LOCATION", "LOGIN", "URI");
      for (CameraConfig camera : cameras) {
        table.row(
            camera.id(),
            camera.name(),
            camera.location(),
            camera.credentials().isPresent() ? "yes" : "no",
            camera.uri().toString());
      }
      table.lines().forEach(shell.console()::print);
    }
    return Cli.OK;
  }
}
