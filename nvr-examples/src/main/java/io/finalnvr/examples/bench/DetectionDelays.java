package io.finalnvr.examples.bench;

import io.finalnvr.RecorderListener;
import io.finalnvr.analysis.AnalyzedFrame;
import io.finalnvr.media.EncodedFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Measures how long it takes from the receipt of a frame to what is seen in it being told: as a
 * listener of the recorder and of the analysis of one camera. Pictures in which nothing is seen
 * have nothing to tell and don't count. Thread-safe.
 */
final class DetectionDelays implements RecorderListener, Consumer<AnalyzedFrame> {

  private static final long LONGEST_NANOS = Duration.ofMinutes(10).toNanos();

  private final Map<Long, Long> received = new ConcurrentHashMap<>();
  private final Histogram delays = new ConcurrentHistogram(1, LONGEST_NANOS, 3);
  private volatile boolean measuring;

  void measure() {
    measuring = true;
  }

  @Override
  public void onReceived(EncodedFrame frame) {
    if (measuring) {
      received.putIfAbsent(micros(frame.time()), System.nanoTime());
    }
  }

  @Override
  public void accept(AnalyzedFrame frame) {
    Long since = received.get(micros(frame.time()));
    if (since != null && !frame.detections().isEmpty()) {
      delays.recordValue(Math.max(1, Math.min(LONGEST_NANOS, System.nanoTime() - since)));
    }
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }

  /** Nanoseconds. */
  Histogram delays() {
    return delays;
  }
}
