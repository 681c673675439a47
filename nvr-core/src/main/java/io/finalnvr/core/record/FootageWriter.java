package io.finalnvr.core.record;

import io.finalnvr.StorageException;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to a frame log and keeps each until it is durable. When the log's writer fails,
 * {@link #open} opens another and appends again what is not in the log. One thread writes; receipts
 * come on the store's threads, in order.
 */
final class FootageWriter {

  private final FrameLog log;
  private final Consumer<Pending> onDurable;
  private final Runnable onFailure;

  private final Object lock = new Object();
  private final Deque<Pending> inFlight = new ArrayDeque<>();
  private @Nullable StorageException failure;
  private @Nullable FrameLogWriter writer;

  /**
   * For a log that this process may write.
   *
   * @param onDurable called for each record once it is durable
   * @param onFailure called when the log's writer fails
   */
  FootageWriter(FrameLog log, Consumer<Pending> onDurable, Runnable onFailure) {
    this.log = log;
    this.onDurable = onDurable;
    this.onFailure = onFailure;
  }

  /**
   * Opens the log, and appends again what was not durable when its writer failed.
   *
   * @return the time up to which the log is filled
   */
  Optional<Instant> open() {
    closeLog();
    FrameLogWriter opened = log.openWriter();
    Optional<Instant> lastTime = opened.lastTime();
    List<Pending> again;
    synchronized (lock) {
      writer = opened;
      failure = null;
      again = List.copyOf(inFlight);
    }
    for (Pending record : again) {
      if (lastTime.isPresent() && !record.time().isAfter(lastTime.get())) {
        settle(record);
      } else {
        send(opened, record);
      }
    }
    return lastTime;
  }

  /**
   * Appends a record, now or when the log is open again.
   *
   * @throws IllegalArgumentException when the log refuses the record
   */
  void append(Pending record) {
    FrameLogWriter to;
    synchronized (lock) {
      inFlight.add(record);
      to = failure == null ? writer : null;
    }
    if (to != null) {
      try {
        send(to, record);
      } catch (IllegalArgumentException e) {
        synchronized (lock) {
          inFlight.remove(record);
        }
        throw e;
      }
    }
  }

  /** Completes when everything appended before is durable or given up. */
  CompletableFuture<Void> allSettled() {
    synchronized (lock) {
      Pending last = inFlight.peekLast();
      return last == null ? CompletableFuture.completedFuture(null) : last.settled();
    }
  }

  /** Waits until everything appended is durable. */
  void settle(Duration timeout) throws InterruptedException {
    await(allSettled(), timeout);
    check();
  }

  /** Waits until everything appended is durable and a closing entry is written. */
  void endRecording(Instant end, Duration timeout) throws InterruptedException {
    await(allSettled(), timeout);
    FrameLogWriter current;
    synchronized (lock) {
      throwFailure();
      current = writer;
    }
    if (current != null) {
      await(current.endRecording(end), timeout);
    }
  }

  /**
   * When the oldest frame was received that is not durable, by {@link
   * io.finalnvr.core.Clocks#nanoTime()}.
   */
  OptionalLong oldestReceivedNanos() {
    synchronized (lock) {
      Pending oldest = inFlight.peek();
      return oldest == null
          ? OptionalLong.empty()
          : OptionalLong.of(oldest.frames().get(0).receivedNanos());
    }
  }

  /** Throws what the log's writer failed with, if it did. */
  void check() {
    synchronized (lock) {
      throwFailure();
    }
  }

  /** Gives up what is not durable. */
  List<Pending> abandon() {
    closeLog();
    List<Pending> abandoned;
    synchronized (lock) {
      abandoned = List.copyOf(inFlight);
      inFlight.clear();
    }
    abandoned.forEach(record -> record.settled().complete(null));
    return abandoned;
  }

  void closeLog() {
    FrameLogWriter closing;
    synchronized (lock) {
      closing = writer;
      writer = null;
    }
    if (closing != null) {
      closing.close();
    }
  }

  private void send(FrameLogWriter to, Pending record) {
    to.append(record.time(), record.randomAccess(), record.discontinuity(), record.payload())
        .whenComplete(
            (position, error) -> {
              if (error == null) {
                settle(record);
              } else {
                fail(to, Failures.storage(error));
              }
            });
  }

  private void settle(Pending record) {
    synchronized (lock) {
      // Receipts come in order. A late one of a writer given up finds its record gone.
      if (inFlight.peek() != record) {
        return;
      }
      inFlight.remove();
    }
    onDurable.accept(record);
    record.settled().complete(null);
  }

  private void fail(FrameLogWriter failed, StorageException cause) {
    synchronized (lock) {
      if (writer != failed || failure != null) {
        return;
      }
      failure = cause;
    }
    onFailure.run();
  }

  private void throwFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  private static void await(CompletableFuture<Void> future, Duration timeout)
      throws InterruptedException {
    try {
      future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw Failures.storage(e);
    } catch (TimeoutException e) {
      throw new StorageException(
          StorageException.Reason.UNAVAILABLE,
          "records did not become durable within %d s".formatted(timeout.toSeconds()),
          e);
    }
  }
}
