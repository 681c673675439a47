package io.finalnvr.core;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * Clocks that stand still until a test moves them. Thread-safe.
 *
 * <p>Whoever waits by these clocks wakes up soon after {@link #advance} has reached its deadline.
 */
public final class TestClocks implements Clocks {

  private static final long LOOK_AGAIN_MILLIS = 1;

  private final Instant start;
  private final Object lock = new Object();
  private long nanos;
  private Duration set = Duration.ZERO;
  private int waiting;

  /** Clocks at noon of the first day of 2026, UTC. */
  public TestClocks() {
    this(Instant.parse("2026-01-01T12:00:00Z"));
  }

  /** Clocks at an instant. */
  public TestClocks(Instant start) {
    this.start = start;
  }

  /** Moves both clocks on. */
  public void advance(Duration step) {
    synchronized (lock) {
      nanos = Math.addExact(nanos, step.toNanos());
    }
  }

  /** Sets the wall clock forward, or back; the monotonic one does not see it. */
  public void setWallClock(Duration by) {
    synchronized (lock) {
      set = set.plus(by);
    }
  }

  /** How many threads wait by these clocks now. */
  public int waiting() {
    synchronized (lock) {
      return waiting;
    }
  }

  @Override
  public Instant instant() {
    synchronized (lock) {
      return start.plusNanos(nanos).plus(set);
    }
  }

  @Override
  public long nanoTime() {
    synchronized (lock) {
      return nanos;
    }
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // The caller loops.
  public void await(Condition condition, long nanos) throws InterruptedException {
    if (nanos <= 0) {
      return;
    }
    count(1);
    try {
      // A condition does not tell its lock, so that advance() can't signal it.
      condition.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    } finally {
      count(-1);
    }
  }

  private void count(int change) {
    synchronized (lock) {
      waiting += change;
    }
  }
}
