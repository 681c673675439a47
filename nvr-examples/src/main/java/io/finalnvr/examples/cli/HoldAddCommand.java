package io.finalnvr.examples.cli;

import io.finalnvr.Hold;
import io.finalnvr.Nvr;
import io.finalnvr.TimeRange;
import io.finalnvr.examples.console.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nvr hold add}. */
@Command(name = "add", description = "Protects a stretch of footage until it is released.")
final class HoldAddCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "<camera>", description = "The camera.")
  String camera;

  @Option(
      names = "--note",
      defaultValue = "",
      paramLabel = "<text>",
      description = "Why it is held.")
  String note;

  @Mixin RangeOption range;
  @Mixin StreamOption stream;
  @Mixin StoreOption store;
  @Mixin JsonOption json;

  HoldAddCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    TimeRange asked = range.range(shell);
    Hold hold;
    try (Nvr nvr = store.open(shell)) {
      CameraEditCommand.find(nvr, camera);
      hold = nvr.hold(camera, stream.stream, asked, note);
    }
    if (json.enabled) {
      shell.console().print(Json.write(HoldText.json(hold)));
    } else {
      shell.console().print(hold.id());
    }
    return Cli.OK;
  }
}
