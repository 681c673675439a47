package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Event;
import io.finalnvr.Nvr;
import io.finalnvr.TimeRange;
import io.finalnvr.analysis.Analysis;
import io.finalnvr.analysis.AnalysisRequest;
import io.finalnvr.analysis.AnalysisState;
import io.finalnvr.analysis.AnalysisStatistics;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Progress;
import io.finalnvr.examples.console.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nvr analyze}. */
@Command(
    name = "analyze",
    sortOptions = false,
    description = {
      "Analyses footage, live or of the past, and prints the events that are found. What is found",
      "is kept: see 'nvr events'. Stopped or killed, it goes on where it stopped when asked again."
    },
    footer = {
      "",
      "Examples:",
      "  nvr analyze --camera gate --from -1h --with motion",
      "  nvr analyze --camera gate --live --with motion --trigger motion --json",
      "  nvr analyze --camera gate --live --with motion --sensitivity 0.7 --mask 0,0,0.3,0.1"
    })
final class AnalyzeCommand implements Callable<Integer> {

  private static final Duration LOOK = Duration.ofMillis(100);

  private final Shell shell;

  @Option(names = "--camera", required = true, paramLabel = "<camera>", description = "The camera.")
  String camera;

  @Option(names = "--live", description = "What is recorded from now on, until stopped.")
  boolean live;

  @Option(
      names = "--from",
      paramLabel = "<instant>",
      description = "Where it begins: " + InstantParser.FORMS + ".")
  @Nullable String from;

  @Option(
      names = "--to",
      defaultValue = "now",
      paramLabel = "<instant>",
      description = "Where it ends, exclusive. Default: now.")
  String to;

  @Mixin AnalyzerOptions analyzers;

  @Option(
      names = "--trigger",
      paramLabel = "<label>",
      description = {
        "Events with this label start recording, where the schedule of the camera records on",
        "events; with --stream sub, those of the sub stream record the main stream."
      })
  List<String> triggers = List.of();

  @Option(
      names = "--min-score",
      defaultValue = "0",
      paramLabel = "<0..1>",
      description = "The least score of events that start recording. Default: 0.")
  double minScore;

  @Mixin StreamOption stream;
  @Mixin StoreOption store;
  @Mixin SecondsOption seconds;

  @Option(
      names = "--json",
      description = "Print each event, and at the end the counts, as a line of JSON.")
  boolean json;

  AnalyzeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    AnalysisRequest request = request();
    try (Nvr nvr = store.open(shell)) {
      CameraEditCommand.find(nvr, camera);
      for (AnalyzerOptions.Choice choice : analyzers.choices(nvr)) {
        request = request.with(choice.name(), choice.maker());
      }
      Analysis analysis = nvr.analyze(camera, request);
      try (analysis) {
        if (live) {
          shell.console().say("analysing; Ctrl-C ends it");
          await(analysis);
        } else {
          Progress.during(
              shell.console(),
              "analysing",
              analysis::progress,
              () -> {
                await(analysis);
                return analysis.state();
              });
        }
      }
      return ended(analysis);
    }
  }

  private AnalysisRequest request() {
    if (live == (from != null)) {
      throw new ConfigurationException(
          "what is to be analysed? Either --live, or --from and perhaps --to");
    }
    AnalysisRequest request = AnalysisRequest.live();
    if (from != null) {
      Instant now = shell.clock().instant();
      request =
          AnalysisRequest.of(
              new TimeRange(
                  Arguments.instant(from, now, shell.zone()),
                  Arguments.instant(to, now, shell.zone())));
    }
    for (String label : triggers) {
      request = request.triggering(label, minScore);
    }
    return request.stream(stream.stream).onEvent(this::print);
  }

  private void await(Analysis analysis) throws InterruptedException {
    long begin = System.nanoTime();
    long limit =
        seconds.seconds == null ? Long.MAX_VALUE : Duration.ofSeconds(seconds.seconds).toNanos();
    String told = "";
    while (!analysis.awaitEnd(LOOK)
        && System.nanoTime() - begin < limit
        && !shell.stop().isRequested()) {
      String reason = analysis.state() == AnalysisState.WAITING ? analysis.reason() : "";
      if (!reason.equals(told) && !reason.isEmpty()) {
        shell.console().say("waiting: " + reason);
      }
      told = reason;
    }
  }

  private void print(Event event) {
    shell
        .console()
        .print(
            json
                ? Json.line(Json.object("event", EventText.json(event)))
                : EventText.line(event, shell.zone()));
  }

  private int ended(Analysis analysis) {
    for (String name : analysis.analyzers()) {
      AnalysisStatistics counts = analysis.statistics(name);
      if (json) {
        shell.console().print(Json.line(Json.object("analysis", json(analysis, name, counts))));
      } else {
        shell.console().say(text(name, counts));
      }
    }
    if (analysis.state() == AnalysisState.FAILED) {
      shell.console().say("nvr: " + analysis.reason());
      return Cli.FAILED;
    }
    return shell.stop().isRequested() ? Cli.STOPPED : Cli.OK;
  }

  private String text(String name, AnalysisStatistics counts) {
    return String.format(
        Locale.ROOT,
        "%s: %d pictures, %d events, %d skipped, %d not decoded, %d failures%s",
        name,
        counts.analyzed(),
        counts.events(),
        counts.skipped(),
        counts.undecodable(),
        counts.failures(),
        counts
            .analyzedUntil()
            .map(until -> "; done up to " + Texts.instant(until, shell.zone()))
            .orElse(""));
  }

  private static Object json(Analysis analysis, String name, AnalysisStatistics counts) {
    return Json.object(
        "camera", analysis.cameraId(),
        "analyzer", name,
        "state", analysis.state(),
        "analyzed", counts.analyzed(),
        "skipped", counts.skipped(),
        "undecodable", counts.undecodable(),
        "detections", counts.detections(),
        "events", counts.events(),
        "failures", counts.failures(),
        "failed", counts.failed(),
        "analyzedUntil", counts.analyzedUntil(),
        "delayMillis", counts.delay().map(Duration::toMillis));
  }
}
