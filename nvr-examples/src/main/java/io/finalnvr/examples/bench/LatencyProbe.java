package io.finalnvr.examples.bench;

import io.finalnvr.GapCause;
import io.finalnvr.Receipt;
import io.finalnvr.RecorderListener;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Measures each frame of one camera on its way: as a listener of the recorder from received to
 * durable, as the sink of a live player from received to delivered. Thread-safe.
 */
final class LatencyProbe implements RecorderListener, FrameSink {

  private static final long LONGEST_NANOS = Duration.ofMinutes(10).toNanos();

  /** What a frame is known by, wherever it turns up. */
  private record Key(int track, long decodeMicros) {
    static Key of(EncodedFrame frame) {
      return new Key(
          frame.track().id(),
          frame.decodeTime().getEpochSecond() * 1_000_000 + frame.decodeTime().getNano() / 1_000);
    }
  }

  private final BooleanSupplier measuring;
  private final Map<Key, Long> underWay = new ConcurrentHashMap<>();
  private final Histogram durable = new ConcurrentHistogram(1, LONGEST_NANOS, 3);
  private final Histogram delivered = new ConcurrentHistogram(1, LONGEST_NANOS, 3);
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong receipts = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();

  /**
   * A probe for a camera.
   *
   * @param measuring whether frames that arrive now count
   */
  LatencyProbe(BooleanSupplier measuring) {
    this.measuring = measuring;
  }

  @Override
  public void onReceived(EncodedFrame frame) {
    if (measuring.getAsBoolean()) {
      underWay.put(Key.of(frame), System.nanoTime());
      received.incrementAndGet();
    }
  }

  @Override
  public void onReceipt(Receipt receipt) {
    if (underWay.containsKey(Key.of(receipt.frame()))) {
      durable.recordValue(bounded(receipt.latency().toNanos()));
      receipts.incrementAndGet();
    }
  }

  @Override
  public void onDropped(EncodedFrame frame, GapCause cause) {
    if (underWay.remove(Key.of(frame)) != null) {
      dropped.incrementAndGet();
    }
  }

  @Override
  public void onFrame(EncodedFrame frame) {
    // Kept, not removed: the player may be told before the recorder is.
    Long since = underWay.get(Key.of(frame));
    if (since != null) {
      delivered.recordValue(bounded(System.nanoTime() - since));
    }
  }

  private static long bounded(long nanos) {
    return Math.min(LONGEST_NANOS, Math.max(1, nanos));
  }

  /** Frames that arrived while it was measured. */
  long received() {
    return received.get();
  }

  /** Of them those with a receipt. */
  long durableFrames() {
    return receipts.get();
  }

  /** Of them those delivered. */
  long deliveredFrames() {
    return delivered.getTotalCount();
  }

  /** Of them those given up. */
  long dropped() {
    return dropped.get();
  }

  /** Adds what was measured to the histograms of all cameras; nanoseconds. */
  void addTo(Histogram allDurable, Histogram allDelivered) {
    allDurable.add(durable);
    allDelivered.add(delivered);
  }
}
