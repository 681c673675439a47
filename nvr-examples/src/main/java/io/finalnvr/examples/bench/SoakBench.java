package io.finalnvr.examples.bench;

import io.finalnvr.examples.console.Console;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Stop;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Records cameras for long and watches what grows: heap after a collection, resident memory,
 * threads, native objects, file handles, as slopes.
 *
 * @param cameras how many
 * @param warmUp how long it runs before it is measured
 * @param length how long it is measured
 * @param interval from one sample to the next
 */
public record SoakBench(int cameras, Duration warmUp, Duration length, Duration interval) {

  private static final int LEAST_SAMPLES = 3;
  private static final double MIB = 1 << 20;

  private record Sample(
      double hours,
      double heap,
      double resident,
      double threads,
      double gstreamer,
      double natives,
      double files) {}

  /**
   * Runs it; ends early when the user asks for it.
   *
   * @param source where the cameras come from
   * @param work an empty folder for the store
   * @param charts folder for the chart
   */
  public Report run(CameraSupply source, Path work, Path charts, Console console, Stop stop)
      throws Exception {
    Machine machine = Machine.here();
    List<Sample> samples = new ArrayList<>();
    Measurement measured;
    try (source;
        NativeObjects natives = new NativeObjects(source.isReceivedByGStreamer());
        Rig rig = Rig.start(work, stop, source::equip)) {
      rig.begin(source, cameras, warmUp, console);
      long begin = System.nanoTime();
      measured =
          rig.measure(
              length,
              interval,
              () -> {
                samples.add(sample((System.nanoTime() - begin) / 3.6e12, natives));
                console.status("%d samples".formatted(samples.size()));
              });
    }
    if (samples.size() < LEAST_SAMPLES) {
      throw new IllegalStateException("ended before there were samples to compare");
    }
    return report(source.name(), machine, measured, samples, charts);
  }

  private static Sample sample(double hours, NativeObjects natives) {
    double heap = Memory.collected() / MIB;
    long gstreamer = natives.ofGStreamer();
    return new Sample(
        hours,
        heap,
        Memory.resident() / MIB,
        ManagementFactory.getThreadMXBean().getThreadCount(),
        gstreamer,
        gstreamer + NativeObjects.ofJava(),
        openFiles());
  }

  private static long openFiles() {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    } catch (IOException e) {
      return 0;
    }
  }

  private Report report(
      String source, Machine machine, Measurement m, List<Sample> samples, Path charts) {
    String title =
        "soak: %d cameras (%s), %.1f min".formatted(cameras, source, m.length().toMillis() / 6e4);
    Trend heap = trend(samples, Sample::heap);
    Trend resident = trend(samples, Sample::resident);
    Trend threads = trend(samples, Sample::threads);
    Trend natives = trend(samples, Sample::natives);
    Trend gstreamer = trend(samples, Sample::gstreamer);
    Trend files = trend(samples, Sample::files);
    return new Report(title, machine)
        .row("", "at first", "per hour", "+-", "")
        .row(row("heap after collection, MiB", heap))
        .row(row("resident, MiB", resident))
        .row(row("threads", threads))
        .row(row("native objects", natives))
        .row(row("of them GStreamer's", gstreamer))
        .row(row("open files", files))
        .row("frames received", Long.toString(m.received()))
        .row("lost", Long.toString(m.lost()))
        .value("source", source)
        .value("cameras", cameras)
        .value("framesReceived", m.received())
        .value("framesLost", m.lost())
        .value("samples", samples.size())
        .value("heapMebibytes", json(heap))
        .value("residentMebibytes", json(resident))
        .value("threads", json(threads))
        .value("nativeObjects", json(natives))
        .value("gstreamerObjects", json(gstreamer))
        .value("openFiles", json(files))
        .chart(chart(title, samples, charts.resolve("soak.png")));
  }

  private static Trend trend(List<Sample> samples, Function<Sample, Double> what) {
    return Trend.of(
        samples.stream().map(Sample::hours).toList(), samples.stream().map(what).toList());
  }

  private static String[] row(String name, Trend trend) {
    return new String[] {
      name,
      text(trend.first()),
      text(trend.slopePerHour()),
      text(trend.errorPerHour()),
      trend.isNoise() ? "within noise" : trend.slopePerHour() > 0 ? "grows" : "shrinks"
    };
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static Map<String, Object> json(Trend trend) {
    return Json.object(
        "first", trend.first(),
        "slopePerHour", trend.slopePerHour(),
        "errorPerHour", trend.errorPerHour(),
        "noise", trend.isNoise());
  }

  private static Path chart(String title, List<Sample> samples, Path file) {
    XYSeries heap = new XYSeries("heap after collection, MiB");
    XYSeries resident = new XYSeries("resident, MiB");
    XYSeries threads = new XYSeries("threads");
    XYSeries natives = new XYSeries("native objects");
    XYSeries files = new XYSeries("open files");
    for (Sample sample : samples) {
      double minutes = sample.hours() * 60;
      heap.add(minutes, sample.heap());
      resident.add(minutes, sample.resident());
      threads.add(minutes, sample.threads());
      natives.add(minutes, sample.natives());
      files.add(minutes, sample.files());
    }
    XYSeriesCollection data = new XYSeriesCollection();
    Stream.of(heap, resident, threads, natives, files).forEach(data::addSeries);
    return Charts.curves(title, "minutes", "", data, file);
  }
}
