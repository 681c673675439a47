package io.finalnvr.core.record;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Does what a receipt brings with it, in order: at once on the store's thread that calls, or, where
 * an application listens, on a thread of its own, because an application may take its time. What
 * waits for that thread counts as not durable yet, so it is within the frame budget.
 */
final class ReceiptThread implements Executor, AutoCloseable {

  private static final int IDLE_SECONDS = 5;
  private static final int CLOSE_SECONDS = 2;

  private final BooleanSupplier listened;
  private final AtomicInteger waiting = new AtomicInteger();
  private final ThreadPoolExecutor thread;

  /** Starts its thread only when it is needed. */
  ReceiptThread(String name, BooleanSupplier listened) {
    this.listened = listened;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread made = new Thread(task, "nvr-receipts-" + name);
              made.setDaemon(true);
              return made;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    thread.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable receipt) {
    if (waiting.get() == 0 && !listened.getAsBoolean()) {
      receipt.run();
      return;
    }
    waiting.incrementAndGet();
    thread.execute(
        () -> {
          try {
            receipt.run();
          } finally {
            waiting.decrementAndGet();
          }
        });
  }

  /** Waits, a bounded time, for what was to be done. Nothing may come after. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
