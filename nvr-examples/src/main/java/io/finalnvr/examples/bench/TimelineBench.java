package io.finalnvr.examples.bench;

import io.finalnvr.Nvr;
import io.finalnvr.Timeline;
import io.finalnvr.examples.console.Console;
import io.finalnvr.examples.console.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long the timelines of cameras take that were recorded for days: for an engine that has just
 * been started and knows nothing, and asked again.
 *
 * @param days lengths, the one the others are compared with first
 * @param cameras whose timelines are asked for, one after the other
 * @param rounds of which the median is told
 * @param warmUp before that
 */
public record TimelineBench(List<Integer> days, int cameras, Duration warmUp, int rounds) {

  private static final Duration KEY_INTERVAL = Duration.ofSeconds(10);

  private record Result(int days, double first, double again, int recordings, int gaps) {}

  /**
   * Runs it.
   *
   * @param work an empty folder
   */
  public Report run(Path work, Console console) throws Exception {
    Machine machine = Machine.here();
    List<Result> results = new ArrayList<>();
    for (int length : days) {
      try (BenchFootage footage = BenchFootage.start(work.resolve("store" + length))) {
        console.status("making %d days of %d cameras".formatted(length, cameras));
        for (int camera = 0; camera < cameras; camera++) {
          RecordedDays.make(footage, name(camera), Duration.ofDays(length), KEY_INTERVAL);
        }
        console.status("asking for the timelines of %d days".formatted(length));
        results.add(measure(footage, length));
      }
    }
    return report(machine, results);
  }

  private static String name(int camera) {
    return "camera" + camera;
  }

  private Result measure(BenchFootage footage, int length) throws Exception {
    Rounds times = new Rounds();
    List<Timeline> newest = new ArrayList<>();
    List<Nvr> open = new ArrayList<>();
    times
        .prepare(() -> open.add(footage.fresh(InstantSource.system())))
        .add("first", () -> timelines(open.get(0), newest))
        .add("again", () -> timelines(open.get(0), newest))
        .cleanUp(() -> open.remove(0).close())
        .run(warmUp, rounds);
    int expected = RecordedDays.recordings(Duration.ofDays(length));
    for (Timeline timeline : newest) {
      if (timeline.recordings().size() != expected) {
        throw new IllegalStateException(
            "%d recordings, not %d".formatted(timeline.recordings().size(), expected));
      }
    }
    return new Result(
        length,
        times.seconds("first") * 1e3,
        times.seconds("again") * 1e3,
        newest.stream().mapToInt(timeline -> timeline.recordings().size()).sum(),
        newest.stream().mapToInt(timeline -> timeline.gaps().size()).sum());
  }

  private void timelines(Nvr nvr, List<Timeline> into) {
    into.clear();
    for (int camera = 0; camera < cameras; camera++) {
      into.add(nvr.timeline(name(camera)));
    }
  }

  private Report report(Machine machine, List<Result> results) {
    Report report =
        new Report(
            "timeline: %d cameras, recordings of %d h, an index entry every %d s; median of %d"
                .formatted(
                    cameras, RecordedDays.RECORDING.toHours(), KEY_INTERVAL.toSeconds(), rounds),
            machine);
    report.row("days", "recordings", "gaps", "first time, ms", "again, ms", "first : shortest");
    for (Result result : results) {
      report.row(
          Integer.toString(result.days()),
          Integer.toString(result.recordings()),
          Integer.toString(result.gaps()),
          text(result.first()),
          text(result.again()),
          text(result.first() / results.get(0).first()));
    }
    return report
        .value("cameras", cameras)
        .value("rounds", rounds)
        .value("lengths", results.stream().map(TimelineBench::json).toList());
  }

  private static Map<String, Object> json(Result result) {
    return Json.object(
        "days", result.days(),
        "recordings", result.recordings(),
        "gaps", result.gaps(),
        "firstMillis", result.first(),
        "againMillis", result.again());
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
