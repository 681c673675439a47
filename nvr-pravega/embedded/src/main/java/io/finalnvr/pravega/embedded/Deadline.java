package io.finalnvr.pravega.embedded;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A moment by which something must be done. */
final class Deadline {

  private static final long POLL_MILLIS = 5;

  private final long nanos;

  private Deadline(long nanos) {
    this.nanos = nanos;
  }

  static Deadline after(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  /** What is left, at least a millisecond. */
  long leftMillis() {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime()));
  }

  /** Waits for something that can't be listened to. */
  void await(String what, BooleanSupplier done) throws InterruptedException, TimeoutException {
    while (!done.getAsBoolean()) {
      if (nanos - System.nanoTime() <= 0) {
        throw new TimeoutException("waited too long for " + what);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}
