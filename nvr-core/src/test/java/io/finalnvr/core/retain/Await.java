package io.finalnvr.core.retain;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do. */
final class Await {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private Await() {}

  static void until(String what, BooleanSupplier condition) {
    long begun = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begun > PATIENCE_NANOS) {
        throw new AssertionError("waited in vain: " + what);
      }
      Thread.onSpinWait();
    }
  }
}
