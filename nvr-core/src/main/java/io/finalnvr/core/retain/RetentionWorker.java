package io.finalnvr.core.retain;

import io.finalnvr.core.Clocks;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code nvr-retention}: applies the policies of all cameras, one after the other, every
 * {@link #PERIOD}. What fails for one camera is tried again the next time and stops no other.
 */
public final class RetentionWorker implements AutoCloseable {

  /** From the end of one pass to the next. */
  public static final Duration PERIOD = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(RetentionWorker.class);
  private static final long CLOSE_MILLIS = 2_000;

  private final Supplier<Map<String, Runnable>> cameras;
  private final Clocks clocks;
  private final Thread thread;
  private final Set<String> failing = new TreeSet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private boolean closed;

  private RetentionWorker(Supplier<Map<String, Runnable>> cameras, Clocks clocks) {
    this.cameras = cameras;
    this.clocks = clocks;
    this.thread = new Thread(this::run, "nvr-retention");
    this.thread.setDaemon(true);
  }

  /**
   * Starts; the first pass comes after one period.
   *
   * @param cameras gives for each camera's id what is to be done for it
   */
  public static RetentionWorker start(Supplier<Map<String, Runnable>> cameras, Clocks clocks) {
    RetentionWorker worker = new RetentionWorker(cameras, clocks);
    worker.thread.start();
    return worker;
  }

  private void run() {
    try {
      while (pause()) {
        pass();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether to go on. */
  private boolean pause() throws InterruptedException {
    lock.lock();
    try {
      long due = clocks.nanoTime() + PERIOD.toNanos();
      for (long left = PERIOD.toNanos(); left > 0 && !closed; left = due - clocks.nanoTime()) {
        clocks.await(closing, left);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void pass() {
    Map<String, Runnable> all;
    try {
      all = cameras.get();
    } catch (RuntimeException e) {
      if (!isClosed()) {
        LOG.warn("retention: the cameras can't be read, next attempt in {}: {}", PERIOD, e, e);
      }
      return;
    }
    failing.retainAll(all.keySet());
    all.forEach(this::apply);
  }

  private void apply(String cameraId, Runnable retention) {
    if (isClosed()) {
      return;
    }
    try {
      retention.run();
      failing.remove(cameraId);
    } catch (RuntimeException e) {
      if (!isClosed() && failing.add(cameraId)) {
        LOG.warn("camera {}: retention failed; it is tried again every {}", cameraId, PERIOD, e);
      }
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
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(CLOSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
