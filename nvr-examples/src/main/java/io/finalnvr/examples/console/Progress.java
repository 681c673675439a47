package io.finalnvr.examples.console;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** Shows how far something is, once it has taken longer than a second. */
public final class Progress {

  private static final int WIDTH = 30;

  private final Console console;
  private final String what;
  private final DoubleSupplier done;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private final long begin = System.nanoTime();

  private Progress(Console console, String what, DoubleSupplier done) {
    this.console = console;
    this.what = what;
    this.done = done;
    this.thread = new Thread(this::show, "nvr-progress");
    thread.setDaemon(true);
    thread.start();
  }

  /** Does something that does not know how far it is. */
  public static <T> T during(Console console, String what, Callable<T> action) throws Exception {
    return during(console, what, () -> Double.NaN, action);
  }

  /** Does something; {@code done} tells how far it is, from 0 to 1. */
  public static <T> T during(Console console, String what, DoubleSupplier done, Callable<T> action)
      throws Exception {
    Progress progress = new Progress(console, what, done);
    try {
      return action.call();
    } finally {
      progress.close();
    }
  }

  private void show() {
    long pauseMillis = 1000;
    while (!isClosedWithin(pauseMillis)) {
      console.status(line(what, done.getAsDouble(), Duration.ofNanos(System.nanoTime() - begin)));
      pauseMillis = console.isTerminal() ? 200 : 5000;
    }
  }

  private boolean isClosedWithin(long millis) {
    try {
      return closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  static String line(String what, double done, Duration elapsed) {
    if (Double.isNaN(done)) {
      return String.format(Locale.ROOT, "%s ... %d s", what, elapsed.toSeconds());
    }
    double bounded = Math.min(1, Math.max(0, done));
    int filled = (int) (WIDTH * bounded);
    return String.format(
        Locale.ROOT,
        "%s [%s%s] %3.0f %%",
        what,
        "#".repeat(filled),
        "-".repeat(WIDTH - filled),
        100 * bounded);
  }

  private void close() {
    closed.countDown();
    try {
      thread.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    console.clearStatus();
  }
}
