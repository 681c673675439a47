package io.finalnvr.core.play;

import io.finalnvr.StorageException;
import io.finalnvr.core.Clocks;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Tries what the store fails at again, until it is cancelled. Thread-safe. */
final class Attempts {

  /** With pauses up to 5 s, about a minute without any progress. */
  private static final int MOST = 16;

  private final Clocks clocks;
  private final BooleanSupplier abandoned;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition cancelling = lock.newCondition();
  private volatile boolean cancelled;

  /**
   * Not cancelled.
   *
   * @param abandoned true is as good as cancelled
   */
  Attempts(Clocks clocks, BooleanSupplier abandoned) {
    this.clocks = clocks;
    this.abandoned = abandoned;
  }

  boolean isCancelled() {
    return cancelled || abandoned.getAsBoolean();
  }

  void cancel() {
    lock.lock();
    try {
      cancelled = true;
      cancelling.signalAll();
    } finally {
      lock.unlock();
    }
  }

  <T> T retried(Supplier<T> call) throws InterruptedException {
    RetryPause pause = new RetryPause();
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (StorageException e) {
        if (!e.retryable() || attempt == MOST) {
          throw e;
        }
        await(pause.nextNanos());
      }
    }
  }

  private void await(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long deadline = clocks.nanoTime() + nanos;
      for (long left = nanos; left > 0 && !isCancelled(); left = deadline - clocks.nanoTime()) {
        clocks.await(cancelling, left);
      }
    } finally {
      lock.unlock();
    }
  }
}
