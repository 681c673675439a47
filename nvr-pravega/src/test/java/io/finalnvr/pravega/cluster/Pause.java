package io.finalnvr.pravega.cluster;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits of tests. */
final class Pause {

  private Pause() {}

  /** Between two questions whether something is so. */
  static void briefly() {
    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
  }

  /** Waits until something is so; tells whether it became so in time. */
  static boolean until(Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      briefly();
    }
    return true;
  }
}
