package io.finalnvr.pravega.embedded;

import io.pravega.common.concurrent.Futures;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Lets appends wait, in order, while the cache has no room for them.
 *
 * <p>What is appended stays in the cache until long-term storage has it. An append that finds the
 * cache full ends its container, and a journal with more than the cache holds can't be read again.
 * Pravega's own throttle looks at the cache once a second and takes all that waits at once: a fast
 * writer has filled it by then.
 *
 * <p>For the node's loop only.
 */
final class CacheGate {

  private static final long PACE_MILLIS = 20;

  /** Below what Pravega's throttle begins at, which stops for seconds. */
  private static final double MOST_USED = 0.75;

  /** What is on its way at the most, and from one look at the cache to the next. */
  private static final int PARTS = 16;

  private record Waiting(long bytes, Runnable append) {}

  private final NodeCache cache;
  private final ScheduledExecutorService loop;
  private final long mostUsed;
  private final long part;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private final AtomicLong onTheWay = new AtomicLong();
  private long used;
  private long admitted;

  CacheGate(NodeCache cache, ScheduledExecutorService loop) {
    this.cache = cache;
    this.loop = loop;
    this.mostUsed = (long) (MOST_USED * cache.maxBytes());
    this.part = cache.maxBytes() / PARTS;
    this.admitted = part;
  }

  /** Whether appends wait. */
  boolean isShut() {
    return !waiting.isEmpty();
  }

  /** Appends at once or later. */
  <T> CompletableFuture<T> pass(long bytes, Supplier<CompletableFuture<T>> append) {
    if (waiting.isEmpty() && hasRoom(bytes)) {
      return begin(bytes, append);
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    waiting.add(
        new Waiting(bytes, () -> Futures.completeAfter(() -> begin(bytes, append), result)));
    if (waiting.size() == 1) {
      loop.schedule(this::letIn, PACE_MILLIS, TimeUnit.MILLISECONDS);
    }
    return result;
  }

  private void letIn() {
    for (Waiting next = waiting.peek();
        next != null && hasRoom(next.bytes());
        next = waiting.peek()) {
      waiting.remove();
      next.append().run();
    }
    if (!waiting.isEmpty()) {
      loop.schedule(this::letIn, PACE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private <T> CompletableFuture<T> begin(long bytes, Supplier<CompletableFuture<T>> append) {
    onTheWay.addAndGet(bytes);
    admitted += bytes;
    return append.get().whenComplete((value, failure) -> onTheWay.addAndGet(-bytes));
  }

  private boolean hasRoom(long bytes) {
    long now = onTheWay.get();
    if (now > 0 && now + bytes > part) {
      return false;
    }
    if (admitted >= part || used + admitted + bytes > mostUsed) {
      look();
      if (used + admitted + bytes > mostUsed) {
        cache.trim();
        look();
      }
    }
    return used + admitted + bytes <= mostUsed;
  }

  private void look() {
    used = cache.usedBytes();
    admitted = onTheWay.get();
  }
}
