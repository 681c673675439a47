package io.finalnvr.core.record;

import io.finalnvr.CameraException;
import io.finalnvr.media.Track;
import io.finalnvr.spi.MediaHandler;
import io.finalnvr.spi.SourceFrame;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What comes out of a file, up to so many bytes that are not durable; then the source waits.
 * Thread-safe.
 */
final class ImportFeed implements MediaHandler {

  private static final int BUDGET = 16 << 20;

  /** One thing that came. */
  sealed interface Item {}

  /** Tracks. */
  record Tracks(List<Track> tracks) implements Item {}

  /** A frame. */
  record Frame(SourceFrame frame) implements Item {}

  /** The end, and why. */
  record End(CameraException cause) implements Item {}

  private final LinkedBlockingQueue<Item> items = new LinkedBlockingQueue<>();
  private final Semaphore budget = new Semaphore(BUDGET);
  private volatile boolean closed;

  @Override
  public void onTracks(List<Track> tracks) {
    items.add(new Tracks(tracks));
  }

  @Override
  public void onFrame(SourceFrame frame) {
    try {
      while (!closed) {
        if (budget.tryAcquire(cost(frame.data().remaining()), 100, TimeUnit.MILLISECONDS)) {
          items.add(new Frame(frame));
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onEnd(CameraException cause) {
    items.add(new End(cause));
  }

  Optional<Item> take(long millis) throws InterruptedException {
    return Optional.ofNullable(items.poll(millis, TimeUnit.MILLISECONDS));
  }

  /** A frame of this size is durable, or given up. */
  void settled(int size) {
    budget.release(cost(size));
  }

  /** Nothing more is taken. */
  void close() {
    closed = true;
  }

  private static int cost(int size) {
    return Math.min(size, BUDGET);
  }
}
