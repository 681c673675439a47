package io.finalnvr.examples.bench;

import io.finalnvr.GapCause;
import io.finalnvr.Receipt;
import io.finalnvr.RecorderListener;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures each frame of one camera on its way: as a listener of the recorder from received to
 * durable, as the sink of a live player from received to delivered. Thread-safe.
 */
final class LatencyProbe implements RecorderListener, FrameSink {

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
  private final Latencies latencies;
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong receipts = new AtomicLong();
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();

  /**
   * A probe for a camera.
   *
   * @param measuring whether frames that arrive now count
   * @param watched whether frames are delivered, too
   * @param latencies of all cameras
   */
  LatencyProbe(BooleanSupplier measuring, boolean watched, Latencies latencies) {
    this.measuring = measuring;
    this.awaited = watched ? 2 : 1;
    this.latencies = latencies;
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
      latencies.durable(receipt.latency().toNanos());
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
      latencies.delivered(System.nanoTime() - known.since());
      delivered.incrementAndGet();
    }
  }

  /** Forgets a frame only when all is told: the player may be told before the recorder is. */
  private @Nullable UnderWay told(EncodedFrame frame) {
    Key key = Key.of(frame);
    UnderWay known = underWay.get(key);
    underWay.computeIfPresent(key, (any, now) -> now.less());
    return known;
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
    return delivered.get();
  }

  /** Of them those given up. */
  long dropped() {
    return dropped.get();
  }
}
