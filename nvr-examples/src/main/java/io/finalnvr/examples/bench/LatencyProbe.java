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
import org.jspecify.annotations.Nullable;

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

  /** A frame that arrived then, and of which so much is still to be told. */
  private record UnderWay(long since, int awaited) {
    @Nullable UnderWay less() {
      return awaited == 1 ? null : new UnderWay(since, awaited - 1);
    }
  }

  private final BooleanSupplier measuring;
  private final int awaited;
  private final Map<Key, UnderWay> underWay = new ConcurrentHashMap<>();
  private final Histogram durable = new ConcurrentHistogram(1, LONGEST_NANOS, 3);
  private final Histogram delivered = new ConcurrentHistogram(1, LONGEST_NANOS, 3);
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong receipts = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();

  /**
   * A probe for a camera.
   *
   * @param measuring whether frames that arrive now count
   * @param watched whether frames are delivered, too
   */
  LatencyProbe(BooleanSupplier measuring, boolean watched) {
    this.measuring = measuring;
    this.awaited = watched ? 2 : 1;
  }

  @Override
  public void onReceived(EncodedFrame frame) {
    if (measuring.getAsBoolean()) {
      underWay.put(Key.of(frame), new UnderWay(System.nanoTime(), awaited));
      received.incrementAndGet();
    }
  }

  @Override
  public void onReceipt(Receipt receipt) {
    if (told(receipt.frame()) != null) {
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
    UnderWay known = told(frame);
    if (known != null) {
      delivered.recordValue(bounded(System.nanoTime() - known.since()));
    }
  }

  /** Forgets a frame only when all is told: the player may be told before the recorder is. */
  private @Nullable UnderWay told(EncodedFrame frame) {
    Key key = Key.of(frame);
    UnderWay known = underWay.get(key);
    underWay.computeIfPresent(key, (any, now) -> now.less());
    return known;
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
