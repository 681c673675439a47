package io.finalnvr.examples.bench;

import java.time.Duration;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What the probes of all cameras measure. One for all, because each takes 1 MiB of the heap that is
 * measured too. Thread-safe.
 */
final class Latencies {

  private static final long LONGEST_NANOS = Duration.ofMinutes(10).toNanos();

  private final Histogram durable = new ConcurrentHistogram(1, LONGEST_NANOS, 3);
  private final Histogram delivered = new ConcurrentHistogram(1, LONGEST_NANOS, 3);

  /** A frame has become durable so many nanoseconds after it was received. */
  void durable(long nanos) {
    durable.recordValue(bounded(nanos));
  }

  /** A frame was delivered so many nanoseconds after it was received. */
  void delivered(long nanos) {
    delivered.recordValue(bounded(nanos));
  }

  /** A copy of the nanoseconds from received to durable. */
  Histogram durable() {
    return copy(durable);
  }

  /** A copy of the nanoseconds from received to delivered. */
  Histogram delivered() {
    return copy(delivered);
  }

  private static long bounded(long nanos) {
    return Math.min(LONGEST_NANOS, Math.max(1, nanos));
  }

  private static Histogram copy(Histogram of) {
    Histogram copy = new Histogram(of.getNumberOfSignificantValueDigits());
    copy.add(of);
    return copy;
  }
}
