package io.finalnvr.examples.bench;

import io.finalnvr.CameraConfig;
import io.finalnvr.examples.console.Console;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Stop;
import java.nio.file.Files;
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
 * @param warmUp before each measurement, and twice as long with one camera before all
 * @param length of each measurement
 * @param watched whether each camera is watched live too
 * @param compared how many cameras other recorders are compared on; 0 for none
 * @param comparedWarmUp before that: Java compiles what is used often
 */
public record CapacityBench(
    int first,
    int most,
    int step,
    int framesPerSecond,
    long bitsPerSecond,
    Duration warmUp,
    Duration length,
    boolean watched,
    int compared,
    Duration comparedWarmUp) {

  private static final double SLOWEST_MILLIS = 500;

  /** Of the frames that the cameras should send; less means that the machine can't keep up. */
  private static final double LEAST_SHARE = 0.98;

  /** Runs it; the arguments are those of {@link LatencyBench#run}, the folder is that of all. */
  public Report run(CameraSupply source, Path work, Path charts, Console console, Stop stop)
      throws Exception {
    Machine machine = Machine.here();
    List<CameraConfig> cameras = new ArrayList<>();
    List<Measurement> levels = new ArrayList<>();
    Optional<String> limit = Optional.empty();
    Optional<Yardsticks> yardsticks;
    try (source) {
      yardsticks = compare(source, cameras, work, console, stop);
      try (Rig rig = Rig.start(work.resolve("store"), stop, source::equip)) {
        limit = raise(rig, source, cameras, levels, console, stop);
      }
    }
    return report(source.name(), machine, yardsticks, levels, limit, charts);
  }

  private static List<CameraConfig> cameras(
      CameraSupply source, List<CameraConfig> known, int count) throws Exception {
    while (known.size() < count) {
      known.add(source.camera(known.size()));
    }
    return known.subList(0, count);
  }

  private Optional<Yardsticks> compare(
      CameraSupply source, List<CameraConfig> cameras, Path work, Console console, Stop stop)
      throws Exception {
    if (compared == 0 || !source.othersCanRecord()) {
      return Optional.empty();
    }
    Path folder = Files.createDirectories(work.resolve("compared"));
    return Yardsticks.measure(
        cameras(source, cameras, compared), comparedWarmUp, length, folder, console, stop);
  }

  /** Returns what the limit was; empty where there was none. */
  private Optional<String> raise(
      Rig rig,
      CameraSupply source,
      List<CameraConfig> cameras,
      List<Measurement> levels,
      Console console,
      Stop stop)
      throws Exception {
    Optional<String> limit = Optional.empty();
    // So that Java has compiled most before many come at once.
    rig.add(cameras(source, cameras, 1).get(0), watched);
    rig.settle(warmUp.multipliedBy(2), console);
    for (int level = first; level <= most && limit.isEmpty(); level += step) {
      for (CameraConfig camera : cameras(source, cameras, level).subList(rig.cameras(), level)) {
        rig.add(camera, watched);
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
    return limit;
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

  private String line(Measurement m) {
    return String.format(
        Locale.ROOT,
        "%3d cameras: durable p50 %s p99 %s ms%s, %.0f frames/s, %.2f cores, node %.2f ms a frame",
        m.cameras(),
        Measurement.millis(m.durable(), 50),
        Measurement.millis(m.durable(), 99),
        watched
            ? ", delivered p50 %s p99 %s ms"
                .formatted(
                    Measurement.millis(m.delivered(), 50), Measurement.millis(m.delivered(), 99))
            : "",
        m.framesPerSecond(),
        (double) m.cpu().processNanos() / m.length().toNanos(),
        m.nodeMillisPerFrame());
  }

  private Report report(
      String source,
      Machine machine,
      Optional<Yardsticks> yardsticks,
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
    yardsticks.ifPresent(others -> compare(report, others));
    levels.forEach(level -> report.row(line(level)));
    XYSeries durable = new XYSeries("received to durable, p99");
    XYSeries delivered = new XYSeries("received to delivered live, p99");
    for (Measurement level : levels) {
      durable.add(level.cameras(), level.durable().getValueAtPercentile(99) / 1e6);
      delivered.add(level.cameras(), level.delivered().getValueAtPercentile(99) / 1e6);
    }
    XYSeriesCollection curves = new XYSeriesCollection(durable);
    if (watched) {
      curves.addSeries(delivered);
    }
    return report
        .value("source", source)
        .value("cameras", cameras)
        .value("limit", limit.orElse(""))
        .value("levels", levels.stream().map(CapacityBench::json).toList())
        .chart(
            Charts.curves(
                title, "cameras", "milliseconds", curves, charts.resolve("capacity.png")));
  }

  private static void compare(Report report, Yardsticks others) {
    report.row(
        "CPU s per camera-minute, %d cameras for %d s"
            .formatted(others.cameras(), others.length().toSeconds()));
    for (String name : List.of(Yardsticks.OURS, Yardsticks.SPLITMUX, Yardsticks.FFMPEG)) {
      report.row(
          name,
          text(others.perCameraMinute(name)),
          name.equals(Yardsticks.OURS) ? "" : "ours: %s x".formatted(text(others.ratio(name))));
    }
    report.row("the node", text(others.nodePerCameraMinute())).row("");
    report.value(
        "compared",
        Json.object(
            "cameras", others.cameras(),
            "oursCpuSecondsPerCameraMinute", others.perCameraMinute(Yardsticks.OURS),
            "splitmuxsinkCpuSecondsPerCameraMinute", others.perCameraMinute(Yardsticks.SPLITMUX),
            "ffmpegCpuSecondsPerCameraMinute", others.perCameraMinute(Yardsticks.FFMPEG),
            "nodeCpuSecondsPerCameraMinute", others.nodePerCameraMinute(),
            "oursToSplitmuxsink", others.ratio(Yardsticks.SPLITMUX),
            "oursToFfmpeg", others.ratio(Yardsticks.FFMPEG)));
  }

  private static String text(double value) {
    return Double.isNaN(value) ? "not measured" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static Object json(Measurement m) {
    return Json.object(
        "cameras", m.cameras(),
        "framesReceived", m.received(),
        "framesLost", m.lost(),
        "durableMillis", Measurement.json(m.durable()),
        "deliveredMillis", Measurement.json(m.delivered()),
        "processCores", (double) m.cpu().processNanos() / m.length().toNanos(),
        "nodeCpuMillisPerFrame", m.nodeMillisPerFrame());
  }
}
