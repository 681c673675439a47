package io.finalnvr.examples.cli;

import io.finalnvr.Event;
import io.finalnvr.Nvr;
import io.finalnvr.TimeRange;
import io.finalnvr.examples.console.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nvr events}. */
@Command(name = "events", description = "Lists what happened in front of a camera.")
final class EventsCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "<camera>", description = "The camera.")
  String camera;

  @Mixin RangeOption range;
  @Mixin StoreOption store;
  @Mixin JsonOption json;

  EventsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    TimeRange asked = range.range(shell);
    List<Event> events;
    try (Nvr nvr = store.open(shell)) {
      CameraEditCommand.find(nvr, camera);
      events = nvr.events(camera, asked);
    }
    if (json.enabled) {
      shell.console().print(Json.write(events.stream().map(EventText::json).toList()));
    } else if (events.isEmpty()) {
      shell.console().say("no events");
    } else {
      EventText.lines(events, shell.zone()).forEach(shell.console()::print);
    }
    return Cli.OK;
  }
}
