package io.finalnvr.core;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A thread that does something again and again, with a pause before each time. Thread-safe.
 *
 * <p>What is done must not throw.
 */
public final class Ticker implements AutoCloseable {

  private static final long CLOSE_MILLIS = 2_000;

  private final Duration pause;
  private final Clocks clocks;
  private final Runnable task;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private boolean closed;

  /**
   * Does nothing before {@link #start()}.
   *
   * @param name of the thread
   * @param pause from the end of one time to the next
   */
  public Ticker(String name, Duration pause, Clocks clocks, Runnable task) {
    this.pause = pause;
    this.clocks = clocks;
    this.task = task;
    this.thread = new Thread(this::run, name);
    this.thread.setDaemon(true);
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (pause()) {
        task.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether to go on. */
  private boolean pause() throws InterruptedException {
    lock.lock();
    try {
      long due = clocks.nanoTime() + pause.toNanos();
      for (long left = pause.toNanos(); left > 0 && !closed; left = due - clocks.nanoTime()) {
        clocks.await(closing, left);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it was closed: what is being done may end early. */
  public boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread: what it does has 2 s to end, is interrupted, and has 2 s more. Idempotent. */
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
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(CLOSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
