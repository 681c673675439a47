package io.finalnvr.examples.bench;

import io.finalnvr.Nvr;
import io.finalnvr.RetentionPlan;
import io.finalnvr.RetentionPolicy;
import io.finalnvr.examples.console.Console;
import io.finalnvr.examples.console.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long it takes to decide what of a camera that was recorded for days is to be removed, and to
 * remove it, a little more each time.
 *
 * @param days lengths, the one the others are compared with first
 * @param cuts of which the median is told
 */
public record RetentionBench(List<Integer> days, int cuts) {

  private static final Duration KEY_INTERVAL = Duration.ofSeconds(10);
  private static final String CAMERA = "bench";
  private static final int UNTIMED = 5;

  private record Result(int days, double explain, double cut) {}

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
        console.status("making %d days".formatted(length));
        RecordedDays.make(footage, CAMERA, Duration.ofDays(length), KEY_INTERVAL);
        console.status("cutting %d days".formatted(length));
        results.add(measure(footage, length));
      }
    }
    return report(machine, results);
  }

  private Result measure(BenchFootage footage, int length) throws Exception {
    Duration whole = Duration.ofDays(length);
    Instant now = RecordedDays.START.plus(whole);
    Rounds times = new Rounds();
    int[] cut = {0};
    int all = UNTIMED + cuts;
    try (Nvr nvr = footage.fresh(() -> now)) {
      times
          .prepare(
              () -> {
                // Down to half of it, in steps alike.
                cut[0]++;
                Duration left = whole.minus(whole.multipliedBy(cut[0]).dividedBy(2L * all));
                nvr.retention(CAMERA, RetentionPolicy.maxAge(left));
              })
          .add("explain", () -> nvr.explainRetention(CAMERA))
          .add("cut", () -> nvr.applyRetention(CAMERA))
          .run(UNTIMED, cuts);
      RetentionPlan plan = nvr.explainRetention(CAMERA);
      Instant oldest = nvr.timeline(CAMERA).recordings().get(0).start();
      if (oldest.isBefore(now.minus(whole.dividedBy(2)).minus(KEY_INTERVAL))) {
        throw new IllegalStateException("footage from %s on is left: %s".formatted(oldest, plan));
      }
    }
    return new Result(length, times.seconds("explain") * 1e3, times.seconds("cut") * 1e3);
  }

  private Report report(Machine machine, List<Result> results) {
    Report report =
        new Report(
            "retention: an index entry every %d s; median of %d cuts, to half of it in all"
                .formatted(KEY_INTERVAL.toSeconds(), cuts),
            machine);
    report.row("days", "to decide, ms", "to cut, ms", "cut : shortest");
    for (Result result : results) {
      report.row(
          Integer.toString(result.days()),
          text(result.explain()),
          text(result.cut()),
          text(result.cut() / results.get(0).cut()));
    }
    return report
        .value("cuts", cuts)
        .value("lengths", results.stream().map(RetentionBench::json).toList());
  }

  private static Map<String, Object> json(Result result) {
    return Json.object(
        "days", result.days(), "decideMillis", result.explain(), "cutMillis", result.cut());
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
