package io.finalnvr.core.play;

/** Growing pauses between attempts: 100 ms, doubled up to 5 s. Pure; not thread-safe. */
final class RetryPause {

  private static final long FIRST_NANOS = 100_000_000L;
  private static final long LONGEST_NANOS = 5_000_000_000L;

  private long nextNanos = FIRST_NANOS;

  /** The pause before the next attempt. */
  long nextNanos() {
    long pause = nextNanos;
    nextNanos = Math.min(LONGEST_NANOS, 2 * pause);
    return pause;
  }

  /** An attempt succeeded. */
  void reset() {
    nextNanos = FIRST_NANOS;
  }
}
