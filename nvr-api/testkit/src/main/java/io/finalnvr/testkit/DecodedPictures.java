package io.finalnvr.testkit;

import io.finalnvr.media.DecodedFrame;
import io.finalnvr.spi.DecodeHandler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps what a decoder delivers, and notices calls that overlap. */
final class DecodedPictures implements DecodeHandler {

  private final List<DecodedFrame> frames = new ArrayList<>();
  private final List<Instant> skipped = new ArrayList<>();
  private final AtomicBoolean inside = new AtomicBoolean();
  private volatile boolean overlapped;

  @Override
  public void onFrame(DecodedFrame frame) {
    enter();
    synchronized (this) {
      frames.add(frame);
    }
    inside.set(false);
  }

  @Override
  public void onSkipped(Instant time, String reason) {
    enter();
    synchronized (this) {
      skipped.add(time);
    }
    inside.set(false);
  }

  private void enter() {
    overlapped |= !inside.compareAndSet(false, true);
  }

  synchronized List<DecodedFrame> frames() {
    return List.copyOf(frames);
  }

  synchronized List<Instant> times() {
    return frames.stream().map(DecodedFrame::time).toList();
  }

  synchronized List<Instant> skipped() {
    return List.copyOf(skipped);
  }

  boolean overlapped() {
    return overlapped;
  }

  void awaitFrames(int count) {
    Waiting.until(count + " pictures", () -> frames().size() >= count);
  }
}
