package io.finalnvr.examples.demo;

import io.finalnvr.GapCause;
import io.finalnvr.Receipt;
import io.finalnvr.RecorderListener;
import io.finalnvr.media.EncodedFrame;

/** Books the frames of one camera. */
record Bookkeeper(String camera, FrameLedger ledger) implements RecorderListener {

  @Override
  public void onReceived(EncodedFrame frame) {
    ledger.received(camera, frame, System.nanoTime());
  }

  @Override
  public void onReceipt(Receipt receipt) {
    ledger.durable(camera, receipt.frame(), receipt.latency().toNanos());
  }

  @Override
  public void onDropped(EncodedFrame frame, GapCause cause) {
    ledger.dropped();
  }
}
