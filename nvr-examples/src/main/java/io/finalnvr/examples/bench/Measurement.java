package io.finalnvr.examples.bench;

import io.finalnvr.examples.console.Json;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What was measured on a {@link Rig}.
 *
 * @param cameras that were recorded and watched
 * @param length for how long
 * @param received frames that arrived
 * @param durableFrames of them those with a receipt
 * @param deliveredFrames of them those that a live player delivered
 * @param dropped of them those given up
 * @param durable nanoseconds from received to durable
 * @param delivered nanoseconds from received to delivered
 * @param cpu time, of the node's threads and of the process
 * @param memory the most that was used
 */
record Measurement(
    int cameras,
    Duration length,
    long received,
    long durableFrames,
    long deliveredFrames,
    long dropped,
    Histogram durable,
    Histogram delivered,
    CpuMeter.Reading cpu,
    Memory memory) {

  /** Frames that arrived and were not made durable. */
  long lost() {
    return received - durableFrames;
  }

  double framesPerSecond() {
    return received / seconds();
  }

  /** CPU seconds in which one camera is recorded for a minute. */
  double cpuPerCameraMinute(long nanos) {
    return nanos / 1e9 / cameras / (seconds() / 60);
  }

  /** CPU milliseconds of the node for each frame. */
  double nodeMillisPerFrame() {
    return cpu.groupNanos() / 1e6 / Math.max(1, durableFrames);
  }

  long othersNanos() {
    return cpu.processNanos() - cpu.groupNanos();
  }

  private double seconds() {
    return length.toNanos() / 1e9;
  }

  static String millis(Histogram nanos, double percentile) {
    return String.format(Locale.ROOT, "%.2f", nanos.getValueAtPercentile(percentile) / 1e6);
  }

  static Map<String, Object> json(Histogram nanos) {
    return Json.object(
        "p50", value(nanos, 50),
        "p90", value(nanos, 90),
        "p99", value(nanos, 99),
        "p99.9", value(nanos, 99.9),
        "max", value(nanos, 100));
  }

  private static double value(Histogram nanos, double percentile) {
    return Math.round(nanos.getValueAtPercentile(percentile) / 1e4) / 100.0;
  }
}
