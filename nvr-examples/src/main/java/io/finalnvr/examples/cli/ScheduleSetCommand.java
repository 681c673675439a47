package io.finalnvr.examples.cli;

import io.finalnvr.Camera;
import io.finalnvr.CameraStream;
import io.finalnvr.Nvr;
import io.finalnvr.RecordingSchedule;
import io.finalnvr.examples.console.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nvr schedule set}. */
@Command(
    name = "set",
    description = {
      "Sets when a camera is recorded. Without --weekly and --on-event: always.",
      "A recorder that runs goes by it within 3 s."
    },
    footer = {
      "",
      "Examples:",
      "  nvr schedule set gate --on-event --pre-roll 10s --post-roll 30s",
      "  nvr schedule set gate --weekly 'Mon-Fri 08:00-18:00' --zone Europe/Berlin",
      "  nvr schedule set gate --weekly 'Mon-Fri 08:00-18:00' --on-event --events outside",
      "  nvr schedule set gate --stream sub       the sub stream always, whatever the main one does"
    })
final class ScheduleSetCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "<camera>", description = "The camera.")
  String camera;

  @Mixin ScheduleOptions options;
  @Mixin StreamOption stream;
  @Mixin StoreOption store;
  @Mixin JsonOption json;

  ScheduleSetCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    RecordingSchedule schedule = options.schedule(shell.zone());
    try (Nvr nvr = store.open(shell)) {
      Camera found = CameraEditCommand.find(nvr, camera);
      if (stream.stream == CameraStream.MAIN) {
        nvr.schedule(found.id(), schedule);
      } else {
        nvr.edit(stream.editSub(found.config(), sub -> sub.schedule(schedule)));
      }
    }
    if (json.enabled) {
      shell
          .console()
          .print(
              Json.write(Json.object("camera", camera, "schedule", ScheduleText.json(schedule))));
    } else {
      shell.console().say("camera %s is recorded %s".formatted(camera, schedule.describe()));
    }
    return Cli.OK;
  }
}
