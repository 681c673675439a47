package io.finalnvr.examples.cli;

import io.finalnvr.Camera;
import io.finalnvr.Nvr;
import io.finalnvr.RetentionPolicy;
import io.finalnvr.examples.console.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nvr retention set}. */
@Command(
    name = "set",
    description = {
      "Sets how much footage of a camera is kept. Without --max-age and --max-bytes: all, for ever."
    })
final class RetentionSetCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "<camera>", description = "The camera.")
  String camera;

  @ArgGroup(exclusive = false)
  RetentionOptions options = new RetentionOptions();

  @Mixin StoreOption store;
  @Mixin JsonOption json;

  RetentionSetCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    RetentionPolicy policy = options.policy().orElseGet(RetentionPolicy::keepForever);
    try (Nvr nvr = store.open(shell)) {
      Camera found = CameraEditCommand.find(nvr, camera);
      nvr.retention(found.id(), policy);
    }
    if (json.enabled) {
      shell
          .console()
          .print(
              Json.write(Json.object("camera", camera, "retention", RetentionText.json(policy))));
    } else {
      shell.console().say("camera %s: %s".formatted(camera, policy.describe()));
    }
    return Cli.OK;
  }
}
