package io.finalnvr.core.record;

import io.finalnvr.StorageException;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records to a frame log and keeps each until it is durable. When the log's writer fails,
 * {@link #open} opens another and appends again what is not in the log. One thread writes; receipts
 * come on the store's threads, in order, and are passed on in order.
 */
final class FootageWriter {

  private static final Logger LOG = LoggerFactory.getLogger(FootageWriter.class);
  private static final long UNKNOWN = -1;

  private final FrameLog log;
  private final Executor receipts;
  private final Consumer<Pending> onDurable;
  private final Runnable onFailure;

  private final Object lock = new Object();
  private final Deque<Pending> inFlight = new ArrayDeque<>();

  /**
   * Where the newest record stands of which it is known that it is in the log, or where it ended.
   */
  private long newest = UNKNOWN;

  /** Of the record that was settled last, which listeners may not have been told yet. */
  private CompletableFuture<Void> told = CompletableFuture.completedFuture(null);

  private @Nullable StorageException failure;
  private @Nullable FrameLogWriter writer;

  /**
   * For a log that this process may write.
   *
   * @param receipts runs, in order, what {@code onDurable} does; must not hold up who calls it
   * @param onDurable called for each record once it is durable
   * @param onFailure called when the log's writer fails
   */
  FootageWriter(FrameLog log, Executor receipts, Consumer<Pending> onDurable, Runnable onFailure) {
    this.log = log;
    this.receipts = receipts;
    this.onDurable = onDurable;
    this.onFailure = onFailure;
  }

  /**
   * Opens the log, and appends again what was not durable when its writer failed.
   *
   * @return the time up to which the log is filled
   * @throws StorageException with reason WRITER_CONFLICT when somebody else's records are in the
   *     place of some that are not durable
   */
  Optional<Instant> open() {
    closeLog();
    FrameLogWriter opened;
    try {
      opened = log.openWriter();
    } catch (StorageException e) {
      throw Failures.ofLog(e);
    }
    Optional<Instant> lastTime = opened.lastTime();
    boolean first;
    List<Pending> unsettled;
    synchronized (lock) {
      first = newest == UNKNOWN;
      writer = opened;
      failure = null;
      if (newest == UNKNOWN) {
        newest = opened.position();
      }
      unsettled = List.copyOf(inFlight);
    }
    int stored = 0;
    if (lastTime.isPresent()
        && !unsettled.isEmpty()
        && !unsettled.get(0).time().isAfter(lastTime.get())) {
      stored = settleStored(unsettled);
      if (stored < unsettled.size() && !unsettled.get(stored).time().isAfter(lastTime.get())) {
        throw new StorageException(
            StorageException.Reason.WRITER_CONFLICT,
            "%s: somebody else has written records up to %s".formatted(log.name(), lastTime.get()));
      }
    }
    unsettled.subList(stored, unsettled.size()).forEach(record -> send(opened, record));
    return first ? lastTime.map(this::endOfWhatIsThere) : lastTime;
  }

  /** A recording that nobody ended goes up to where its last frame ends. */
  private Instant endOfWhatIsThere(Instant lastTime) {
    try {
      return new NewestTime(log)
          .find()
          .map(NewestTime.Newest::end)
          .filter(lastTime::isBefore)
          .orElse(lastTime);
    } catch (StorageException e) {
      LOG.warn("{}: the newest footage can't be read; it ends at {}", log.name(), lastTime, e);
      return lastTime;
    }
  }

  /** Settles those that are in the log although no receipt came; tells how many. */
  private int settleStored(List<Pending> unsettled) {
    Deque<Pending> sought = new ArrayDeque<>(unsettled);
    LogWalk.toTail(
        log,
        newest,
        item -> {
          Pending next = sought.peek();
          if (next != null
              && item instanceof StoredFrame frame
              && frame.time().equals(next.time())
              && frame.payload().equals(next.payload())) {
            settle(sought.remove(), frame.position());
          }
        });
    return unsettled.size() - sought.size();
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
      return last == null ? told : last.settled();
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

  /** Whether what is appended goes out at once. */
  boolean isOpen() {
    synchronized (lock) {
      return writer != null && failure == null;
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
      newest = UNKNOWN;
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
                settle(record, position);
              } else {
                fail(to, Failures.ofLog(error));
              }
            });
  }

  private void settle(Pending record, long position) {
    synchronized (lock) {
      // Receipts come in order. A late one of a writer given up finds its record gone.
      if (inFlight.peek() != record) {
        return;
      }
      inFlight.remove();
      told = record.settled();
      newest = position;
    }
    receipts.execute(
        () -> {
          onDurable.accept(record);
          record.settled().complete(null);
        });
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
      throw Failures.ofLog(e);
    } catch (TimeoutException e) {
      throw new StorageException(
          StorageException.Reason.UNAVAILABLE,
          "records did not become durable within %d s".formatted(timeout.toSeconds()),
          e);
    }
  }
}
