package io.finalnvr.core;

import io.finalnvr.NvrListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the engine's listeners, one call at a time, on a thread of its own. Holds 10,000 calls;
 * more are left out, with a warning. Thread-safe.
 */
final class ListenerCalls implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ListenerCalls.class);
  private static final int CAPACITY = 10_000;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final List<NvrListener> listeners;
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(CAPACITY),
          task -> {
            Thread thread = new Thread(task, "nvr-listeners");
            thread.setDaemon(true);
            return thread;
          });

  ListenerCalls(List<NvrListener> listeners) {
    this.listeners = new CopyOnWriteArrayList<>(listeners);
  }

  void add(NvrListener listener) {
    listeners.add(listener);
  }

  void remove(NvrListener listener) {
    listeners.remove(listener);
  }

  void tell(Consumer<NvrListener> event) {
    if (listeners.isEmpty()) {
      return;
    }
    try {
      executor.execute(() -> listeners.forEach(listener -> call(listener, event)));
    } catch (RejectedExecutionException e) {
      if (!executor.isShutdown()) {
        LOG.warn("listeners are too slow: a notification was left out");
      }
    }
  }

  private static void call(NvrListener listener, Consumer<NvrListener> event) {
    try {
      event.accept(listener);
    } catch (RuntimeException e) {
      LOG.warn("a listener failed", e);
    }
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
