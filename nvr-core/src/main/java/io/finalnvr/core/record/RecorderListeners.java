package io.finalnvr.core.record;

import io.finalnvr.RecorderListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners of one recorder. What one throws is logged and hurts nobody. Thread-safe. */
final class RecorderListeners {

  private static final Logger LOG = LoggerFactory.getLogger(RecorderListeners.class);

  private final List<RecorderListener> listeners = new CopyOnWriteArrayList<>();

  void add(RecorderListener listener) {
    listeners.add(listener);
  }

  void remove(RecorderListener listener) {
    listeners.remove(listener);
  }

  boolean isEmpty() {
    return listeners.isEmpty();
  }

  void tell(Consumer<RecorderListener> event) {
    for (RecorderListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException e) {
        LOG.warn("a recorder listener failed", e);
      }
    }
  }
}
