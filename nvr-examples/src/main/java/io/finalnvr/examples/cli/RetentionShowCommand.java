package io.finalnvr.examples.cli;

import io.finalnvr.Camera;
import io.finalnvr.Nvr;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Table;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nvr retention show}. */
@Command(name = "show", description = "Shows how much footage of each camera is kept.")
final class RetentionShowCommand implements Callable<Integer> {

  private final Shell shell;

  @Mixin CameraChoice choice;
  @Mixin StoreOption store;
  @Mixin JsonOption json;

  RetentionShowCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    List<Camera> cameras;
    try (Nvr nvr = store.open(shell)) {
      cameras = choice.of(nvr);
    }
    if (json.enabled) {
      shell.console().print(Json.write(cameras.stream().map(RetentionShowCommand::json).toList()));
    } else if (cameras.isEmpty()) {
      shell.console().say("no cameras; see 'nvr camera add --help'");
    } else {
      Table table = new Table().row("CAMERA", "RETENTION");
      cameras.forEach(camera -> table.row(camera.id(), camera.config().retention().describe()));
      table.lines().forEach(shell.console()::print);
    }
    return Cli.OK;
  }

  private static Map<String, Object> json(Camera camera) {
    return Json.object(
        "camera", camera.id(), "retention", RetentionText.json(camera.config().retention()));
  }
}
