package io.finalnvr.examples.demo;

import java.util.Arrays;

/** Collects durations and tells their percentiles. Not thread-safe. */
final class Latencies {

  private long[] nanos = new long[1024];
  private int count;

  void add(long value) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = value;
  }

  Percentiles percentiles() {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return new Percentiles(millis(sorted, 0.50), millis(sorted, 0.99), millis(sorted, 1));
  }

  /** The smallest value that at least this share of the values does not exceed. */
  private static double millis(long[] sorted, double share) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(share * sorted.length);
    return Math.round(sorted[Math.max(0, rank - 1)] / 1e4) / 100.0;
  }

  /** Milliseconds, to a hundredth. */
  public record Percentiles(double p50, double p99, double max) {}
}
