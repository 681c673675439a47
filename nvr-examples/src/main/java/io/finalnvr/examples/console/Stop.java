package io.finalnvr.examples.console;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether the command shall stop because the user asked for it. A command waits with {@link
 * #await}, and then ends in good order. Thread-safe.
 */
public final class Stop {

  private final CountDownLatch requested = new CountDownLatch(1);
  private final Object lock = new Object();
  private @Nullable Thread interruptible;

  /** Asks the command to stop. */
  public void request() {
    requested.countDown();
    synchronized (lock) {
      if (interruptible != null) {
        interruptible.interrupt();
      }
    }
  }

  /** Whether the command was asked to stop. */
  public boolean isRequested() {
    return requested.getCount() == 0;
  }

  /**
   * Waits.
   *
   * @return whether the command shall stop, sooner or at the end
   */
  public boolean await(Duration duration) {
    try {
      return requested.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Does something that is interrupted when the command shall stop. */
  public <T> T interruptibly(Callable<T> action) throws Exception {
    synchronized (lock) {
      if (isRequested()) {
        throw new InterruptedException();
      }
      interruptible = Thread.currentThread();
    }
    try {
      return action.call();
    } finally {
      synchronized (lock) {
        interruptible = null;
        Thread.interrupted();
      }
    }
  }
}
