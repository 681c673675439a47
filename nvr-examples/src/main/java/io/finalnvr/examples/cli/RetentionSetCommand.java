package io.finalnvr.examples.cli;

import io.finalnvr.Camera;
import io.finalnvr.CameraStream;
import io.finalnvr.Nvr;
import io.finalnvr.RetentionPolicy;
import io.finalnvr.examples.console.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nvr retention set}. */
@Command(
    name = "set",
    description = {
      "Sets how much footage of a camera is kept. Without --max-age and --max-bytes: all, for ever.",
      "With --events it is for the camera's events, and what analysers have found, instead."
    })
final class RetentionSetCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "<camera>", description = "The camera.")
  String camera;

  @ArgGroup(exclusive = false)
  RetentionOptions options = new RetentionOptions();

  @Option(names = "--events", description = "Set how long events are kept, not footage.")
  boolean events;

  @Mixin StreamOption stream;
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
      if (events) {
        nvr.eventRetention(found.id(), policy);
      } else if (stream.stream == CameraStream.SUB) {
        nvr.edit(stream.editSub(found.config(), sub -> sub.retention(policy)));
      } else {
        nvr.retention(found.id(), policy);
      }
    }
    if (json.enabled) {
      shell
          .console()
          .print(
              Json.write(Json.object("camera", camera, "retention", RetentionText.json(policy))));
    } else {
      shell
          .console()
          .say("camera %s%s: %s".formatted(camera, events ? ", events" : "", policy.describe()));
    }
    return Cli.OK;
  }
}
