package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the data and the index of a log, pipelined: data goes out at once, and its index record
 * when it is durable. After the first failure nothing is written any more. Thread-safe.
 */
final class LogAppender {

  private static final Logger LOG = LoggerFactory.getLogger(LogAppender.class);
  private static final Duration STALLED = Duration.ofSeconds(60);

  private final String name;
  private final ByteSink data;
  private final ByteSink index;
  private final Executor threads;
  private final StallWatch watch;
  private final Object lock = new Object();

  private CompletableFuture<Void> appended = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> indexed = CompletableFuture.completedFuture(null);
  private @Nullable StorageException failure;

  LogAppender(String name, ByteSink data, ByteSink index, Executor threads) {
    this.name = name;
    this.data = data;
    this.index = index;
    this.threads = threads;
    this.watch =
        new StallWatch(
            STALLED,
            System::nanoTime,
            (delay, task) ->
                CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, threads)
                    .execute(task),
            this::stalled);
  }

  /**
   * Appends the records of one payload. For one thread at a time.
   *
   * @return completes when they are durable, in the order of the calls, on a thread of the sink
   */
  CompletableFuture<Void> append(List<ByteBuffer> records, Optional<IndexRecord> indexRecord) {
    CompletableFuture<Void> written = write(data, records);
    synchronized (lock) {
      appended = written;
      indexRecord.ifPresent(this::indexAfterAppends);
    }
    return untilFailure(written);
  }

  /** Writes an index record when all that was appended so far is durable. */
  CompletableFuture<Void> indexAfterAppends(IndexRecord record) {
    synchronized (lock) {
      CompletableFuture<Void> before = indexed;
      indexed =
          appended
              .thenCombine(before, (data, index) -> record)
              // Not on the thread of the receipt: it must not be held up.
              .thenComposeAsync(this::index, threads)
              .whenComplete(this::failOn);
      return untilFailure(indexed);
    }
  }

  /** Writes an index record now. */
  CompletableFuture<Void> index(IndexRecord record) {
    return write(index, List.of(record.toBytes()));
  }

  /** Fills up a slot that a writer left unfinished. */
  void padIndex(int bytes) {
    write(index, List.of(ByteBuffer.allocate(bytes)));
  }

  /** Completes when all that was appended and its index records are durable. */
  CompletableFuture<Void> done() {
    synchronized (lock) {
      return untilFailure(CompletableFuture.allOf(appended, indexed));
    }
  }

  private CompletableFuture<Void> write(ByteSink sink, List<ByteBuffer> pieces) {
    synchronized (lock) {
      if (failure != null) {
        return CompletableFuture.failedFuture(failure);
      }
    }
    // Without the lock: a connection that breaks now waits for what its other thread is doing.
    CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    for (ByteBuffer piece : pieces) {
      last = sink.write(piece); // Writes complete in order, so the last one tells all.
    }
    CompletableFuture<Void> written = last.whenComplete(this::failOn);
    watch.watch(written);
    return written;
  }

  private void stalled() {
    fail(
        new StorageException(
            Reason.UNAVAILABLE,
            "%s: the store has not answered for %d s".formatted(name, STALLED.toSeconds())));
  }

  private void failOn(@Nullable Void done, @Nullable Throwable e) {
    if (e != null) {
      fail(PravegaErrors.toStorageException(e, name));
    }
  }

  /** Fails what is not durable yet and all that comes later, and never sends it again. */
  void fail(StorageException reason) {
    synchronized (lock) {
      if (failure != null) {
        return;
      }
      failure = reason;
    }
    if (reason.reason() != Reason.CLOSED) {
      LOG.warn("{}: the writer fails: {}", name, reason.getMessage());
    }
    try {
      threads.execute(this::close);
    } catch (RejectedExecutionException e) {
      close(); // The store is closed, and with it the connections.
    }
  }

  private CompletableFuture<Void> untilFailure(CompletableFuture<Void> future) {
    CompletableFuture<Void> result = new CompletableFuture<>();
    future.whenComplete(
        (done, e) -> {
          if (e == null) {
            result.complete(null);
          } else {
            result.completeExceptionally(firstFailure(e));
          }
        });
    return result;
  }

  private Throwable firstFailure(Throwable e) {
    synchronized (lock) {
      return failure != null ? failure : unwrap(e);
    }
  }

  private static Throwable unwrap(Throwable e) {
    return e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
  }

  /** Ends both streams; what is not durable is given up. */
  void close() {
    data.close();
    index.close();
  }
}
