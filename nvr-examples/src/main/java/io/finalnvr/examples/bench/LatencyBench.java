package io.finalnvr.examples.bench;

import io.finalnvr.examples.console.Console;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Records cameras into an embedded node for a while and watches them live: how long each frame
 * takes to become durable and to reach the viewer, and what that costs. It begins with one camera,
 * so that what a further one takes of the heap is told apart from what is there once.
 *
 * @param cameras how many
 * @param framesPerSecond of each
 * @param bitsPerSecond of each
 * @param warmUp how long it runs before it is measured, with one camera and with all: Java compiles
 *     what is used often
 * @param length how long it is measured
 */
public record LatencyBench(
    int cameras, int framesPerSecond, long bitsPerSecond, Duration warmUp, Duration length) {

  private static final int COLLECTIONS = 5;
  private static final Duration COLLECTION_INTERVAL = Duration.ofMillis(100);

  /**
   * Runs it.
   *
   * @param source where the cameras come from
   * @param work an empty folder for the store
   * @param charts folder for the chart
   */
  public Report run(CameraSupply source, Path work, Path charts, Console console, Stop stop)
      throws Exception {
    Machine machine = Machine.here();
    Measurement measured;
    Heap heap;
    try (source;
        Rig rig = Rig.start(work, stop, source::equip)) {
      long none = heap(stop);
      rig.begin(source, 1, warmUp, console);
      long one = heap(stop);
      if (cameras > 1) {
        rig.begin(source, cameras, warmUp, console);
      }
      console.status("measuring for %d s".formatted(length.toSeconds()));
      measured = rig.measure(length);
      heap = new Heap(none, one, heap(stop));
    }
    return report(source.name(), machine, measured, heap, charts);
  }

  /** The least of some collections: each also finds frames that are on their way. */
  private static long heap(Stop stop) {
    long least = Memory.collected();
    for (int i = 1; i < COLLECTIONS; i++) {
      stop.await(COLLECTION_INTERVAL);
      least = Math.min(least, Memory.collected());
    }
    return least;
  }

  /** Bytes that a collection leaves, with so many cameras. */
  private record Heap(long none, long one, long all) {}

  private Report report(String source, Machine machine, Measurement m, Heap heap, Path charts) {
    Map<String, Histogram> curves = new LinkedHashMap<>();
    curves.put("received to durable", m.durable());
    curves.put("received to delivered live", m.delivered());
    String title =
        "latency: %d cameras (%s), %d frames/s, %.1f Mbit/s each, %d s"
            .formatted(
                cameras, source, framesPerSecond, bitsPerSecond / 1e6, m.length().toSeconds());
    Report report = new Report(title, machine);
    report
        .row("milliseconds", "p50", "p90", "p99", "p99.9", "max")
        .row(row("received to durable", m.durable()))
        .row(row("received to delivered", m.delivered()))
        .row("frames received", Long.toString(m.received()))
        .row("lost", Long.toString(m.lost()))
        .row("CPU s per camera-minute", "node", cpu(m, m.cpu().groupNanos()))
        .row("", "SDK, cameras and Java", cpu(m, m.othersNanos()))
        .row("", "process", cpu(m, m.cpu().processNanos()))
        .row("CPU ms of the node per frame", text(m.nodeMillisPerFrame()))
        .row(
            "heap, resident (MiB, at most)",
            mib(m.memory().heapBytes()),
            mib(m.memory().residentBytes()))
        .row("heap after a collection (MiB)", "no camera", "one", "all", "each further one")
        .row("", mib(heap.none), mib(heap.one), mib(heap.all), furtherCamera(heap))
        .value("source", source)
        .value("cameras", cameras)
        .value("framesReceived", m.received())
        .value("framesDurable", m.durableFrames())
        .value("framesDelivered", m.deliveredFrames())
        .value("framesLost", m.lost())
        .value("durableMillis", Measurement.json(m.durable()))
        .value("deliveredMillis", Measurement.json(m.delivered()))
        .value("nodeCpuSecondsPerCameraMinute", m.cpuPerCameraMinute(m.cpu().groupNanos()))
        .value("othersCpuSecondsPerCameraMinute", m.cpuPerCameraMinute(m.othersNanos()))
        .value("processCpuSecondsPerCameraMinute", m.cpuPerCameraMinute(m.cpu().processNanos()))
        .value("nodeCpuMillisPerFrame", m.nodeMillisPerFrame())
        .value("heapBytes", m.memory().heapBytes())
        .value("residentBytes", m.memory().residentBytes())
        .value(
            "heapBytesCollected", Json.object("none", heap.none, "one", heap.one, "all", heap.all));
    if (cameras > 1) {
      report.value("heapBytesPerFurtherCamera", bytesOfAFurtherCamera(heap));
    }
    return report.chart(Charts.percentiles(title, curves, charts.resolve("latency.png")));
  }

  private long bytesOfAFurtherCamera(Heap heap) {
    return (heap.all - heap.one) / (cameras - 1);
  }

  private String furtherCamera(Heap heap) {
    return cameras > 1 ? text(bytesOfAFurtherCamera(heap) / (double) (1 << 20)) : "";
  }

  private static String[] row(String name, Histogram h) {
    return new String[] {
      name,
      Measurement.millis(h, 50),
      Measurement.millis(h, 90),
      Measurement.millis(h, 99),
      Measurement.millis(h, 99.9),
      Measurement.millis(h, 100)
    };
  }

  private static String cpu(Measurement m, long nanos) {
    return text(m.cpuPerCameraMinute(nanos));
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String mib(long bytes) {
    return Long.toString(bytes >> 20);
  }
}
