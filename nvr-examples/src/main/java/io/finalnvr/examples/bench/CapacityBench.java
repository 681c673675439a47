package io.finalnvr.examples.bench;

import io.finalnvr.examples.console.Console;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Raises the number of cameras until a frame is lost, a camera does not send what it should, or
 * receipts take too long.
 *
 * @param first how many cameras it begins with
 * @param most how many it ends with at most
 * @param step how many are added each time
 * @param framesPerSecond of each
 * @param bitsPerSecond of each
 * @param warmUp before each measurement
 * @param length of each measurement
 */
public record CapacityBench(
    int first,
    int most,
    int step,
    int framesPerSecond,
    long bitsPerSecond,
    Duration warmUp,
    Duration length) {

  private static final double SLOWEST_MILLIS = 500;

  /** Of the frames that the cameras should send; less means that the machine can't keep up. */
  private static final double LEAST_SHARE = 0.98;

  /** Runs it; the arguments are those of {@link LatencyBench#run}. */
  public Report run(CameraSupply source, Path work, Path charts, Console console, Stop stop)
      throws Exception {
    Machine machine = Machine.here();
    List<Measurement> levels = new ArrayList<>();
    Optional<String> limit = Optional.empty();
    try (source;
        Rig rig = Rig.start(work, stop, source::equip)) {
      for (int level = first; level <= most && limit.isEmpty(); level += step) {
        while (rig.cameras() < level) {
          rig.add(source.camera(rig.cameras()));
        }
        console.status("%d cameras".formatted(level));
        rig.awaitRecording();
        rig.warmUp(warmUp);
        if (stop.isRequested()) {
          break;
        }
        Measurement measured = rig.measure(length);
        levels.add(measured);
        limit = limit(measured);
        console.say(line(measured) + limit.map(why -> ": " + why).orElse(""));
      }
    }
    return report(source.name(), machine, levels, limit, charts);
  }

  /** What shows that there are too many cameras. */
  private Optional<String> limit(Measurement m) {
    double expected = (double) m.cameras() * framesPerSecond;
    double p99 = m.durable().getValueAtPercentile(99) / 1e6;
    if (m.lost() > 0) {
      return Optional.of("%d frames were lost".formatted(m.lost()));
    }
    if (m.framesPerSecond() < LEAST_SHARE * expected) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%.0f frames a second came, of %.0f that the cameras send",
              m.framesPerSecond(),
              expected));
    }
    if (p99 > SLOWEST_MILLIS) {
      return Optional.of(String.format(Locale.ROOT, "p99 of received to durable is %.0f ms", p99));
    }
    return Optional.empty();
  }

  private static String line(Measurement m) {
    return String.format(
        Locale.ROOT,
        "%3d cameras: durable p50 %s p99 %s ms, delivered p50 %s p99 %s ms, %.0f frames/s, %.2f"
            + " cores",
        m.cameras(),
        Measurement.millis(m.durable(), 50),
        Measurement.millis(m.durable(), 99),
        Measurement.millis(m.delivered(), 50),
        Measurement.millis(m.delivered(), 99),
        m.framesPerSecond(),
        (double) m.cpu().processNanos() / m.length().toNanos());
  }

  private Report report(
      String source,
      Machine machine,
      List<Measurement> levels,
      Optional<String> limit,
      Path charts) {
    int good = limit.isPresent() ? levels.size() - 1 : levels.size();
    int cameras = good > 0 ? levels.get(good - 1).cameras() : 0;
    String title =
        "capacity (%s cameras), %d frames/s, %.1f Mbit/s each, %d s a level"
            .formatted(source, framesPerSecond, bitsPerSecond / 1e6, length.toSeconds());
    Report report =
        new Report(title, machine)
            .row("cameras without loss", Integer.toString(cameras))
            .row("limited by", limit.orElse("nothing up to the most that was asked for"))
            .row("");
    levels.forEach(level -> report.row(line(level)));
    XYSeries durable = new XYSeries("received to durable, p99");
    XYSeries delivered = new XYSeries("received to delivered live, p99");
    for (Measurement level : levels) {
      durable.add(level.cameras(), level.durable().getValueAtPercentile(99) / 1e6);
      delivered.add(level.cameras(), level.delivered().getValueAtPercentile(99) / 1e6);
    }
    XYSeriesCollection curves = new XYSeriesCollection(durable);
    curves.addSeries(delivered);
    return report
        .value("source", source)
        .value("cameras", cameras)
        .value("limit", limit.orElse(""))
        .value("levels", levels.stream().map(CapacityBench::json).toList())
        .chart(
            Charts.curves(
                title, "cameras", "milliseconds", curves, charts.resolve("capacity.png")));
  }

  private static Object json(Measurement m) {
    return Json.object(
        "cameras", m.cameras(),
        "framesReceived", m.received(),
        "framesLost", m.lost(),
        "durableMillis", Measurement.json(m.durable()),
        "deliveredMillis", Measurement.json(m.delivered()),
        "processCores", (double) m.cpu().processNanos() / m.length().toNanos());
  }
}
