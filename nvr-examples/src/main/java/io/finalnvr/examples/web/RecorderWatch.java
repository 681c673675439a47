package io.finalnvr.examples.web;

import io.finalnvr.Receipt;
import io.finalnvr.Recorder;
import io.finalnvr.RecorderListener;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Watches what a recorder receives and makes durable: rates of the last seconds, the last receipt.
 * Thread-safe, quick.
 */
final class RecorderWatch implements RecorderListener {

  /** Whole seconds that rates are taken over. */
  private static final int SECONDS = 5;

  private static final int SLOTS = 16;

  private final Recorder recorder;
  private final InstantSource clock;
  private final Consumer<Duration> latencies;
  private final long begun;
  private final long[] second = new long[SLOTS];
  private final long[] bytes = new long[SLOTS];
  private final long[] pictures = new long[SLOTS];
  private Optional<Instant> lastReceipt = Optional.empty();

  RecorderWatch(Recorder recorder, InstantSource clock, Consumer<Duration> latencies) {
    this.recorder = recorder;
    this.clock = clock;
    this.latencies = latencies;
    this.begun = clock.instant().getEpochSecond();
  }

  Recorder recorder() {
    return recorder;
  }

  @Override
  public synchronized void onReceived(EncodedFrame frame) {
    long now = clock.instant().getEpochSecond();
    int slot = (int) (now % SLOTS);
    if (second[slot] != now) {
      second[slot] = now;
      bytes[slot] = 0;
      pictures[slot] = 0;
    }
    bytes[slot] += frame.size();
    if (frame.track() instanceof VideoTrack) {
      pictures[slot]++;
    }
  }

  @Override
  public void onReceipt(Receipt receipt) {
    latencies.accept(receipt.latency());
    synchronized (this) {
      lastReceipt = Optional.of(clock.instant());
    }
  }

  synchronized Optional<Instant> lastReceipt() {
    return lastReceipt;
  }

  double bitsPerSecond() {
    return rate(bytes) * 8;
  }

  double picturesPerSecond() {
    return rate(pictures);
  }

  /** Over the last whole seconds, those before the first one left out. */
  private synchronized double rate(long[] counts) {
    long now = clock.instant().getEpochSecond();
    long seconds = Math.min(SECONDS, now - begun - 1);
    long sum = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      if (second[slot] < now && second[slot] >= now - seconds) {
        sum += counts[slot];
      }
    }
    return seconds < 1 ? 0 : (double) sum / seconds;
  }
}
