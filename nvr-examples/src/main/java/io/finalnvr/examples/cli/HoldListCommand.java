package io.finalnvr.examples.cli;

import io.finalnvr.Camera;
import io.finalnvr.Hold;
import io.finalnvr.Nvr;
import io.finalnvr.examples.console.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nvr hold list}. */
@Command(name = "list", description = "Lists what is protected from retention.")
final class HoldListCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(arity = "0..*", paramLabel = "<camera>", description = "The cameras. Default: all.")
  List<String> cameras = new ArrayList<>();

  @Mixin StoreOption store;
  @Mixin JsonOption json;

  HoldListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    List<Hold> holds = new ArrayList<>();
    try (Nvr nvr = store.open(shell)) {
      if (cameras.isEmpty()) {
        cameras.addAll(nvr.cameras().stream().map(Camera::id).toList());
      }
      for (String camera : cameras) {
        CameraEditCommand.find(nvr, camera);
        holds.addAll(nvr.holds(camera));
      }
    }
    if (json.enabled) {
      shell.console().print(Json.write(holds.stream().map(HoldText::json).toList()));
    } else if (holds.isEmpty()) {
      shell.console().say("no holds; see 'nvr hold add --help'");
    } else {
      HoldText.lines(holds, shell.zone()).forEach(shell.console()::print);
    }
    return Cli.OK;
  }
}
