package io.finalnvr.pravega;

/**
 * When to try again what has failed: after 10 ms, then after twice as long each time, up to 1 s;
 * and whether it has failed for so long, 30 s, that it is to be told. Pure; not thread-safe.
 */
final class BackOff {

  private static final long FIRST_NANOS = 10_000_000;
  private static final long LONGEST_NANOS = 1_000_000_000;
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private boolean failing;
  private long sinceNanos;
  private long nextNanos;
  private long pauseNanos = FIRST_NANOS;

  /**
   * It failed.
   *
   * @return false when it has failed for too long; the next failure counts as the first again
   */
  boolean failed(long nowNanos) {
    sinceNanos = failing ? sinceNanos : nowNanos;
    failing = nowNanos - sinceNanos <= PATIENCE_NANOS;
    nextNanos = nowNanos + pauseNanos;
    pauseNanos = Math.min(2 * pauseNanos, LONGEST_NANOS);
    return failing;
  }

  void succeeded() {
    failing = false;
    pauseNanos = FIRST_NANOS;
  }

  /** How long to wait before the next attempt; 0 or less where none is necessary. */
  long waitNanos(long nowNanos) {
    return failing ? nextNanos - nowNanos : 0;
  }
}
