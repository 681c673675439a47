package io.finalnvr.core.memory;

import io.finalnvr.StorageException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether a store, a writer or a reader is still open. Thread-safe. */
final class Handle {

  private final String what;
  private final AtomicBoolean closed = new AtomicBoolean();

  Handle(String what) {
    this.what = what;
  }

  /** Whether this call closed it. */
  boolean close() {
    return closed.compareAndSet(false, true);
  }

  void requireOpen() {
    if (closed.get()) {
      throw new StorageException(StorageException.Reason.CLOSED, what + " is closed");
    }
  }
}
