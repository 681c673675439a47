package io.finalnvr.core.event;

import io.finalnvr.Event;
import io.finalnvr.StorageException;
import io.finalnvr.Subscription;
import io.finalnvr.core.Clocks;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a camera's events on the thread {@code nvr-events-<id>}. Where the store fails, it goes
 * on after a pause where it was. Thread-safe.
 */
public final class EventTail implements Subscription {

  private static final Logger LOG = LoggerFactory.getLogger(EventTail.class);
  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
  private static final int MOST_IDS = 1_000;

  private final String cameraId;
  private final FrameLog log;
  private final LongSupplier start;
  private final Clocks clocks;
  private final Consumer<Event> listener;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private final Set<String> told = lastOnes();
  private @Nullable FrameLogReader reader;
  private boolean closed;
  private boolean failing;

  private EventTail(
      String cameraId, FrameLog log, LongSupplier start, Clocks clocks, Consumer<Event> listener) {
    this.cameraId = cameraId;
    this.log = log;
    this.start = start;
    this.clocks = clocks;
    this.listener = listener;
    this.thread = new Thread(this::run, "nvr-events-" + cameraId);
    this.thread.setDaemon(true);
  }

  static EventTail start(
      String cameraId, FrameLog log, LongSupplier start, Clocks clocks, Consumer<Event> listener) {
    EventTail tail = new EventTail(cameraId, log, start, clocks, listener);
    tail.thread.start();
    return tail;
  }

  private static Set<String> lastOnes() {
    return Collections.newSetFromMap(
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_IDS;
          }
        });
  }

  private void run() {
    long position = -1;
    try {
      while (!isClosed()) {
        try {
          position = position < 0 ? start.getAsLong() : position;
          position = follow(position);
        } catch (StorageException e) {
          pause(e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until it is closed, or the store fails; where to go on then. */
  private long follow(long from) throws InterruptedException {
    long position = from;
    try (FrameLogReader opened = log.openReader(from)) {
      if (!use(opened)) {
        return position;
      }
      while (!isClosed()) {
        Optional<LogItem> item = opened.read(WAIT);
        failing = false;
        if (item.isPresent() && item.get() instanceof StoredFrame record) {
          EventJson.read(cameraId, record.payload()).ifPresent(this::tell);
        }
        position = opened.position();
      }
    } catch (StorageException e) {
      if (!isClosed()) {
        pause(e);
      }
    }
    return position;
  }

  private void tell(Event event) {
    if (!told.add(event.id())) {
      return;
    }
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LOG.warn("camera {}: a listener of events failed", cameraId, e);
    }
  }

  private void pause(StorageException why) throws InterruptedException {
    if (!failing) {
      failing = true;
      LOG.warn("camera {}: its events can't be read, trying again: {}", cameraId, why.getMessage());
    }
    lock.lock();
    try {
      long until = clocks.nanoTime() + PAUSE.toNanos();
      while (!closed && until - clocks.nanoTime() > 0) {
        clocks.await(closing, until - clocks.nanoTime());
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean use(FrameLogReader opened) {
    lock.lock();
    try {
      reader = opened;
      return !closed;
    } finally {
      lock.unlock();
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

  @Override
  public void close() {
    FrameLogReader blocked;
    lock.lock();
    try {
      closed = true;
      blocked = reader;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
    if (blocked != null) {
      blocked.close();
    }
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(CLOSE_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
