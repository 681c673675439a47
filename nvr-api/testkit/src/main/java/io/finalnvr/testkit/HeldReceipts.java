package io.finalnvr.testkit;

import io.finalnvr.StorageException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Receipts that are held back, in order. Thread-safe; completes futures without its lock. */
final class HeldReceipts {

  private final Object lock = new Object();
  private final Deque<Held<?>> queue = new ArrayDeque<>();
  private boolean holding;

  void hold() {
    synchronized (lock) {
      holding = true;
    }
  }

  int held() {
    synchronized (lock) {
      return queue.size();
    }
  }

  /** What to hand out in place of a receipt. */
  <T> CompletableFuture<T> pass(Object writer, CompletableFuture<T> receipt) {
    synchronized (lock) {
      if (!holding) {
        return receipt;
      }
      Held<T> held = new Held<>(writer, receipt, new CompletableFuture<>());
      queue.add(held);
      return held.handedOut;
    }
  }

  void release(int count) {
    List<Held<?>> released = new ArrayList<>();
    synchronized (lock) {
      while (released.size() < count && !queue.isEmpty()) {
        released.add(queue.remove());
      }
    }
    released.forEach(Held::release);
  }

  void releaseAll() {
    synchronized (lock) {
      holding = false;
    }
    release(Integer.MAX_VALUE);
  }

  void fail(Object writer, StorageException failure) {
    List<Held<?>> failed = new ArrayList<>();
    synchronized (lock) {
      for (Iterator<Held<?>> i = queue.iterator(); i.hasNext(); ) {
        Held<?> held = i.next();
        if (held.writer == writer) {
          i.remove();
          failed.add(held);
        }
      }
    }
    failed.forEach(held -> held.handedOut.completeExceptionally(failure));
  }

  void failAll(StorageException failure) {
    List<Held<?>> failed;
    synchronized (lock) {
      failed = List.copyOf(queue);
      queue.clear();
    }
    failed.forEach(held -> held.handedOut.completeExceptionally(failure));
  }

  private record Held<T>(
      Object writer, CompletableFuture<T> receipt, CompletableFuture<T> handedOut) {

    void release() {
      receipt.whenComplete(
          (value, failure) -> {
            if (failure == null) {
              handedOut.complete(value);
            } else {
              handedOut.completeExceptionally(
                  failure instanceof CompletionException wrapped && wrapped.getCause() != null
                      ? wrapped.getCause()
                      : failure);
            }
          });
    }
  }
}
