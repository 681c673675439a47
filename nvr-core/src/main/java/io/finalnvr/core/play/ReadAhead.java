package io.finalnvr.core.play;

import io.finalnvr.StorageException;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log while what was read before is being worked on, so that the store's answers are waited
 * for at the same time. Begins with a thread of its own when it is clear that much is read; holds
 * at most {@link #MOST_BYTES} and a record. What it gives is exactly what the reader gives, a
 * failure behind the items before it.
 */
final class ReadAhead implements FrameLogReader {

  /** What is read without a thread. */
  static final long FIRST_BYTES = 1 << 20;

  static final long MOST_BYTES = 1 << 20;

  private static final Duration SLICE = Duration.ofMillis(100);
  private static final long CLOSE_MILLIS = 10_000;
  private static final AtomicLong COUNT = new AtomicLong();

  private record Item(LogItem item, long positionAfter) {
    long bytes() {
      return item instanceof StoredFrame record ? record.payload().remaining() : 0;
    }
  }

  private final FrameLogReader reader;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Thread thread;
  private long bytesRead;

  // Guarded by lock.
  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private long bytes;
  private long position;
  private long idlePosition;
  private @Nullable RuntimeException failure;
  private boolean closed;

  /** Reads with a reader, which it closes. */
  ReadAhead(FrameLogReader reader) {
    this.reader = reader;
    this.position = reader.position();
  }

  @Override
  public Optional<LogItem> read(Duration timeout) {
    if (bytesRead < FIRST_BYTES) {
      Optional<LogItem> item = reader.read(timeout);
      position = reader.position();
      item.ifPresent(
          read ->
              bytesRead += read instanceof StoredFrame record ? record.payload().remaining() : 0);
      return item;
    }
    begin();
    lock.lock();
    try {
      Item next = await(timeout);
      if (next == null) {
        position = idlePosition;
        return Optional.empty();
      }
      if (bytes >= MOST_BYTES) {
        changed.signalAll();
      }
      bytes -= next.bytes();
      position = next.positionAfter();
      return Optional.of(next.item());
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Item await(Duration timeout) {
    long nanos = timeout.toNanos();
    while (items.isEmpty() && failure == null && !closed && nanos > 0) {
      try {
        nanos = changed.awaitNanos(nanos);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StorageException(StorageException.Reason.UNAVAILABLE, "interrupted", e);
      }
    }
    if (closed) {
      throw new StorageException(StorageException.Reason.CLOSED, "the reader is closed");
    }
    if (items.isEmpty() && failure != null) {
      throw failure;
    }
    return items.poll();
  }

  private void begin() {
    lock.lock();
    try {
      if (thread == null && !closed) {
        idlePosition = position;
        thread = new Thread(this::run, "nvr-read-ahead-" + COUNT.incrementAndGet());
        thread.setDaemon(true);
        thread.start();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (awaitRoom()) {
        put(reader.read(SLICE));
      }
    } catch (RuntimeException e) {
      fail(e);
    } catch (InterruptedException e) {
      fail(new StorageException(StorageException.Reason.UNAVAILABLE, "interrupted", e));
    }
  }

  /** False when it is over. */
  private boolean awaitRoom() throws InterruptedException {
    lock.lock();
    try {
      while (bytes >= MOST_BYTES && !closed) {
        changed.await();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void put(Optional<LogItem> read) {
    lock.lock();
    try {
      if (read.isEmpty()) {
        idlePosition = reader.position();
        return;
      }
      Item item = new Item(read.get(), reader.position());
      idlePosition = item.positionAfter();
      bytes += item.bytes();
      items.add(item);
      if (items.size() == 1) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void fail(RuntimeException e) {
    lock.lock();
    try {
      failure = e;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long position() {
    lock.lock();
    try {
      return position;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    Thread running;
    lock.lock();
    try {
      closed = true;
      running = thread;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    reader.close();
    if (running != null) {
      try {
        running.join(CLOSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
