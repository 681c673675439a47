package io.finalnvr.core.record;

import java.time.Duration;

/** Pauses between attempts: doubled after each failure, up to a limit. Not thread-safe. */
final class Backoff {

  private final Duration first;
  private final Duration longest;
  private int failures;

  Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  /** Counts a failure and tells how long to wait. */
  Duration next() {
    int doublings = Math.min(failures++, 20);
    Duration pause = first.multipliedBy(1L << doublings);
    return pause.compareTo(longest) > 0 ? longest : pause;
  }

  /** Failures in a row. */
  int failures() {
    return failures;
  }

  void succeeded() {
    failures = 0;
  }
}
