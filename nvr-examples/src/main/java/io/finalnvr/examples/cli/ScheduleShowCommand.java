package io.finalnvr.examples.cli;

import io.finalnvr.Camera;
import io.finalnvr.CameraConfig;
import io.finalnvr.Nvr;
import io.finalnvr.RecordingSchedule;
import io.finalnvr.SubStream;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Table;
import io.finalnvr.examples.console.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nvr schedule show}. */
@Command(name = "show", description = "Shows when each camera is recorded.")
final class ScheduleShowCommand implements Callable<Integer> {

  private final Shell shell;

  @Mixin CameraChoice choice;
  @Mixin StoreOption store;
  @Mixin JsonOption json;

  ScheduleShowCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    List<Camera> cameras;
    try (Nvr nvr = store.open(shell)) {
      cameras = choice.of(nvr);
    }
    Instant now = shell.clock().instant();
    if (json.enabled) {
      shell.console().print(Json.write(cameras.stream().map(c -> json(c.config(), now)).toList()));
    } else if (cameras.isEmpty()) {
      shell.console().say("no cameras; see 'nvr camera add --help'");
    } else {
      Table table = new Table().row("CAMERA", "RECORDED", "NEXT CHANGE");
      for (Camera camera : cameras) {
        add(table, camera.id(), camera.config().schedule(), now);
        camera
            .config()
            .sub()
            .flatMap(SubStream::schedule)
            .ifPresent(own -> add(table, camera.id() + ", sub stream", own, now));
      }
      table.lines().forEach(shell.console()::print);
    }
    return Cli.OK;
  }

  private void add(Table table, String camera, RecordingSchedule schedule, Instant now) {
    table.row(
        camera,
        schedule.describe(),
        schedule.nextChange(now).map(at -> Texts.instant(at, shell.zone())).orElse(""));
  }

  private static Map<String, Object> json(CameraConfig camera, Instant now) {
    return Json.object(
        "camera", camera.id(),
        "schedule", ScheduleText.json(camera.schedule()),
        "nextChange", camera.schedule().nextChange(now),
        "subSchedule", camera.sub().flatMap(SubStream::schedule).map(ScheduleText::json));
  }
}
