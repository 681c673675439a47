package io.finalnvr.examples.bench;

import io.finalnvr.NvrException;
import io.finalnvr.Player;
import io.finalnvr.SeekMode;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.DecodedFrameSink;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Takes the time from a seek to the first frame after it. Holds the player at that frame until the
 * next seek, so that it does not run on. For one thread that seeks, and the player's.
 */
final class SeekProbe {

  private static final long LONGEST_SECONDS = 60;

  private volatile CountDownLatch held = new CountDownLatch(1);
  private volatile CompletableFuture<Instant> first = new CompletableFuture<>();

  FrameSink frames() {
    return new FrameSink() {
      @Override
      public void onFrame(EncodedFrame frame) {
        if (!frame.decodeOnly()) {
          arrived(frame.time());
        }
      }

      @Override
      public void onFailure(NvrException failure) {
        first.completeExceptionally(failure);
      }
    };
  }

  DecodedFrameSink pictures() {
    return new DecodedFrameSink() {
      @Override
      public void onFrame(DecodedFrame frame) {
        arrived(frame.time());
      }

      @Override
      public void onFailure(NvrException failure) {
        first.completeExceptionally(failure);
      }
    };
  }

  private void arrived(Instant time) {
    CountDownLatch gate = held;
    first.complete(time);
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The first frame of a player that has just been opened. */
  void awaitFirst() throws Exception {
    first.get(LONGEST_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Seeks.
   *
   * @param within how far from the instant the first frame may be
   * @return nanoseconds until the first frame came
   */
  long seek(Player player, Instant instant, SeekMode mode, Duration within) throws Exception {
    CountDownLatch before = held;
    held = new CountDownLatch(1);
    first = new CompletableFuture<>();
    long begin = System.nanoTime();
    player.seek(instant, mode);
    before.countDown();
    Instant came = first.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    long took = System.nanoTime() - begin;
    if (Duration.between(came, instant).abs().compareTo(within) > 0) {
      throw new IllegalStateException("sought %s, came to %s".formatted(instant, came));
    }
    return took;
  }

  /** Lets the player go, for good. */
  void release() {
    held.countDown();
  }
}
