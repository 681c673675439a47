package io.finalnvr.examples.cli;

import io.finalnvr.Camera;
import io.finalnvr.Event;
import io.finalnvr.Nvr;
import io.finalnvr.examples.console.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nvr trigger}. */
@Command(
    name = "trigger",
    description = {
      "Starts recording of a camera whose schedule records on events, wherever its recorder runs:",
      "from the pre-roll before to the post-roll after."
    })
final class TriggerCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "<camera>", description = "The camera.")
  String camera;

  @Option(
      names = "--for",
      paramLabel = "<duration>",
      description = "How long to record after it. Default: the schedule's post-roll.")
  @Nullable Duration postRoll;

  @Option(
      names = "--label",
      defaultValue = "trigger",
      paramLabel = "<text>",
      description = "What happened: door, alarm.")
  String label;

  @Option(
      names = "--at",
      defaultValue = "now",
      paramLabel = "<instant>",
      description = "When it happened: now-2s, " + InstantParser.FORMS + ". Default: now.")
  String at;

  @Mixin StoreOption store;
  @Mixin JsonOption json;

  TriggerCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    Event event;
    boolean counts;
    try (Nvr nvr = store.open(shell)) {
      Camera found = CameraEditCommand.find(nvr, camera);
      Instant when = Arguments.instant(at, shell.clock().instant(), shell.zone());
      Event happened = Event.at(camera, label, when);
      event = postRoll == null ? happened.triggering() : happened.triggering(postRoll);
      counts = found.config().schedule().at(when).onEvent().isPresent();
      nvr.append(event);
    }
    if (json.enabled) {
      shell.console().print(Json.write(EventText.json(event)));
    } else {
      shell.console().print(event.id());
    }
    if (!counts) {
      shell
          .console()
          .say(
              "the schedule of camera %s does not record on events now; see 'nvr schedule set --help'"
                  .formatted(camera));
    }
    return Cli.OK;
  }
}
