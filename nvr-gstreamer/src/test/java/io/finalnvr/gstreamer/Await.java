package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what is going to happen. */
final class Await {

  private static final long BETWEEN_LOOKS_NANOS = Duration.ofMillis(20).toNanos();

  private Await() {}

  static void until(String what, Duration limit, BooleanSupplier condition) {
    if (!within(limit, condition)) {
      fail("no %s within %s", what, limit);
    }
  }

  /** Whether it became true in time. */
  static boolean within(Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
    return true;
  }
}
