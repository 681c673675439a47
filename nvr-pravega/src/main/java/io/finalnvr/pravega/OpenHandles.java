package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The readers and writers that a store has open, to close them with it. Thread-safe. */
final class OpenHandles {

  private final Executor executor;
  private final Set<Runnable> aborts = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  OpenHandles(Executor executor) {
    this.executor = executor;
  }

  /** Runs what may block. */
  Executor executor() {
    return executor;
  }

  void checkOpen() {
    if (closed) {
      throw new StorageException(Reason.CLOSED, "the store is closed");
    }
  }

  /** Registers what to do when the store is closed. */
  void add(Runnable abort) {
    aborts.add(abort);
    if (closed) {
      abort.run();
    }
  }

  void remove(Runnable abort) {
    aborts.remove(abort);
  }

  /** Closes what is open. */
  void close() {
    closed = true;
    List.copyOf(aborts).forEach(Runnable::run);
    aborts.clear();
  }
}
