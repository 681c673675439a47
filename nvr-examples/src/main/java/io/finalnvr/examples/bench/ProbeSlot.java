package io.finalnvr.examples.bench;

import io.finalnvr.GapCause;
import io.finalnvr.Receipt;
import io.finalnvr.RecorderListener;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import java.util.function.BooleanSupplier;

/** Where a camera's probe sits; each measurement gets a new one. Thread-safe. */
final class ProbeSlot implements RecorderListener, FrameSink {

  private final BooleanSupplier measuring;
  private final boolean watched;
  private volatile LatencyProbe probe;

  ProbeSlot(BooleanSupplier measuring, boolean watched, Latencies latencies) {
    this.measuring = measuring;
    this.watched = watched;
    this.probe = new LatencyProbe(measuring, watched, latencies);
  }

  void renew(Latencies latencies) {
    probe = new LatencyProbe(measuring, watched, latencies);
  }

  LatencyProbe probe() {
    return probe;
  }

  /** Whether every frame that arrived has come to its end. */
  boolean settled() {
    LatencyProbe p = probe;
    return p.durableFrames() + p.dropped() >= p.received()
        && (!watched || p.deliveredFrames() + p.dropped() >= p.received());
  }

  @Override
  public void onReceived(EncodedFrame frame) {
    probe.onReceived(frame);
  }

  @Override
  public void onReceipt(Receipt receipt) {
    probe.onReceipt(receipt);
  }

  @Override
  public void onDropped(EncodedFrame frame, GapCause cause) {
    probe.onDropped(frame, cause);
  }

  @Override
  public void onFrame(EncodedFrame frame) {
    probe.onFrame(frame);
  }
}
