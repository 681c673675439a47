package io.finalnvr.pravega;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Notices when something that was begun is not done in time. Thread-safe.
 *
 * <p>Has one timer for all, which looks after the oldest: a timer for each append costs waking a
 * thread twice.
 */
final class StallWatch {

  /** Runs a task later. */
  interface Timer {
    void after(Duration delay, Runnable task);
  }

  private record Begun(CompletableFuture<?> work, long nanos) {}

  private final Duration patience;
  private final LongSupplier nanoTime;
  private final Timer timer;
  private final Runnable stalled;
  private final Deque<Begun> begun = new ArrayDeque<>();
  private boolean timed;

  /**
   * A watch of nothing.
   *
   * @param patience how long something may take
   * @param stalled run when something took longer
   */
  StallWatch(Duration patience, LongSupplier nanoTime, Timer timer, Runnable stalled) {
    this.patience = patience;
    this.nanoTime = nanoTime;
    this.timer = timer;
    this.stalled = stalled;
  }

  /** Watches work that was begun now; all of it is done in the order in which it was begun. */
  void watch(CompletableFuture<?> work) {
    boolean first;
    synchronized (begun) {
      forgetDone();
      if (!work.isDone()) {
        begun.add(new Begun(work, nanoTime.getAsLong()));
      }
      first = !timed && !begun.isEmpty();
      timed |= first;
    }
    if (first) {
      timer.after(patience, this::look);
    }
  }

  private void look() {
    long left;
    synchronized (begun) {
      forgetDone();
      if (begun.isEmpty()) {
        timed = false;
        return;
      }
      left = begun.element().nanos + patience.toNanos() - nanoTime.getAsLong();
    }
    if (left > 0) {
      timer.after(Duration.ofNanos(left), this::look);
    } else {
      stalled.run();
    }
  }

  private void forgetDone() {
    while (!begun.isEmpty() && begun.element().work.isDone()) {
      begun.remove();
    }
  }
}
