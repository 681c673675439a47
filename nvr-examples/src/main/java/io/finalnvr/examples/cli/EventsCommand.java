package io.finalnvr.examples.cli;

import io.finalnvr.Event;
import io.finalnvr.EventQuery;
import io.finalnvr.Nvr;
import io.finalnvr.examples.console.Json;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nvr events}. */
@Command(
    name = "events",
    description = "Lists what happened in front of cameras, and what analysers have found.",
    footer = {
      "",
      "Examples:",
      "  nvr events gate --from -1h",
      "  nvr events --from -1d --label motion --min-score 0.2 --area 0,0.5,1,0.5 --json"
    })
final class EventsCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(
      arity = "0..*",
      paramLabel = "<camera>",
      description = "The camera; several, or none for all.")
  List<String> cameras = List.of();

  @Option(
      names = "--label",
      paramLabel = "<label>",
      description = "Only those with this label: motion, door. May be given again.")
  Set<String> labels = Set.of();

  @Option(
      names = "--source",
      paramLabel = "<name>",
      description = "Only those by this analyser; user for those that were appended.")
  Set<String> sources = Set.of();

  @Option(
      names = "--min-score",
      paramLabel = "<0..1>",
      description = "Only those with at least this score.")
  @Nullable Double minScore;

  @Option(
      names = "--area",
      paramLabel = "<x,y,w,h>",
      description = "Only those that overlap this part of the picture, which goes from 0 to 1.")
  @Nullable String area;

  @Option(
      names = "--limit",
      defaultValue = "10000",
      paramLabel = "<n>",
      description = "How many at the most. Default: ${DEFAULT-VALUE}.")
  int limit;

  @Mixin RangeOption range;
  @Mixin StoreOption store;
  @Mixin JsonOption json;

  EventsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    EventQuery query =
        EventQuery.of(range.range(shell))
            .cameras(Set.copyOf(cameras))
            .labels(labels)
            .sources(sources)
            .limit(limit);
    if (minScore != null) {
      query = query.minScore(minScore);
    }
    if (area != null) {
      query = query.area(Arguments.area(area));
    }
    List<Event> events;
    try (Nvr nvr = store.open(shell)) {
      cameras.forEach(camera -> CameraEditCommand.find(nvr, camera));
      events = nvr.events(query);
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
