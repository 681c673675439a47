package io.finalnvr.core;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code nvr-schedules}: lets the recorders look at the clock twice a second, and every
 * 2 s takes over what other processes have configured. What fails is tried again.
 */
final class ScheduleKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduleKeeper.class);
  private static final Duration TICK = Duration.ofMillis(500);
  private static final int TICKS_PER_REFRESH = 4;
  private static final long CLOSE_MILLIS = 2_000;

  private final Clocks clocks;
  private final Runnable tick;
  private final Runnable refresh;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private boolean closed;
  private boolean failing;

  private ScheduleKeeper(Clocks clocks, Runnable tick, Runnable refresh) {
    this.clocks = clocks;
    this.tick = tick;
    this.refresh = refresh;
    this.thread = new Thread(this::run, "nvr-schedules");
    this.thread.setDaemon(true);
  }

  /** Starts. */
  static ScheduleKeeper start(Clocks clocks, Runnable tick, Runnable refresh) {
    ScheduleKeeper keeper = new ScheduleKeeper(clocks, tick, refresh);
    keeper.thread.start();
    return keeper;
  }

  private void run() {
    try {
      for (int ticks = 1; pause(); ticks++) {
        attempt(tick);
        if (ticks % TICKS_PER_REFRESH == 0) {
          attempt(refresh);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(Runnable step) {
    try {
      step.run();
      failing = false;
    } catch (RuntimeException e) {
      if (!failing && !isClosed()) {
        failing = true;
        LOG.warn("schedules can't be looked after; it is tried again", e);
      }
    }
  }

  /** Whether to go on. */
  private boolean pause() throws InterruptedException {
    lock.lock();
    try {
      long due = clocks.nanoTime() + TICK.toNanos();
      for (long left = TICK.toNanos(); left > 0 && !closed; left = due - clocks.nanoTime()) {
        clocks.await(closing, left);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread; what it does at the moment has 2 s to end. Idempotent. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
