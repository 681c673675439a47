package io.finalnvr.core.record;

import java.time.Duration;

/** Pauses between attempts: doubled after each failure, up to a limit. Not thread-safe. */
public final class Backoff {

  private final Duration first;
  private final Duration longest;
  private int failures;

  /** Beginning with a pause, up to the longest. */
  public Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  /** Counts a failure and tells how long to wait. */
  public Duration next() {
    int doublings = Math.min(failures++, 20);
    Duration pause = first.multipliedBy(1L << doublings);
    return pause.compareTo(longest) > 0 ? longest : pause;
  }

  /** Failures in a row. */
  public int failures() {
    return failures;
  }

  /** An attempt succeeded. */
  public void succeeded() {
    failures = 0;
  }
}
