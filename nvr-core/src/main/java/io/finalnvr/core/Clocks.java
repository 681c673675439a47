package io.finalnvr.core;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;

/** Time as the engine sees it: nothing else in it reads a clock or waits by one. Thread-safe. */
public interface Clocks {

  /** Wall-clock time. */
  Instant instant();

  /** Nanoseconds that never jump, from an arbitrary origin. */
  long nanoTime();

  /**
   * Waits on a condition whose lock is held until it is signalled or {@code nanos} of {@link
   * #nanoTime()} have passed; may wake up without reason.
   */
  void await(Condition condition, long nanos) throws InterruptedException;

  /** The system's clocks, with the wall clock given. */
  static Clocks system(InstantSource wallClock) {
    return new Clocks() {
      @Override
      public Instant instant() {
        return wallClock.instant();
      }

      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      @SuppressWarnings("WaitNotInLoop") // The caller loops.
      public void await(Condition condition, long nanos) throws InterruptedException {
        condition.awaitNanos(nanos);
      }
    };
  }
}
