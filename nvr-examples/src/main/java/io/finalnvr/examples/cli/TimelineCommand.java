package io.finalnvr.examples.cli;

import io.finalnvr.Camera;
import io.finalnvr.Nvr;
import io.finalnvr.Timeline;
import io.finalnvr.examples.console.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nvr timeline}. */
@Command(name = "timeline", description = "Shows recordings, and the gaps between and inside them.")
final class TimelineCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(arity = "0..*", paramLabel = "<camera>", description = "The cameras. Default: all.")
  List<String> cameras = new ArrayList<>();

  @Mixin StreamOption stream;
  @Mixin StoreOption store;
  @Mixin JsonOption json;

  TimelineCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    List<Timeline> timelines = new ArrayList<>();
    try (Nvr nvr = store.open(shell)) {
      if (cameras.isEmpty()) {
        cameras.addAll(nvr.cameras().stream().map(Camera::id).toList());
      }
      for (String camera : cameras) {
        CameraEditCommand.find(nvr, camera);
        timelines.add(nvr.timeline(camera, stream.stream));
      }
    }
    if (json.enabled) {
      shell.console().print(Json.write(timelines.stream().map(TimelineText::json).toList()));
    } else {
      timelines.stream()
          .flatMap(timeline -> TimelineText.lines(timeline, shell.zone()).stream())
          .forEach(shell.console()::print);
    }
    return Cli.OK;
  }
}
