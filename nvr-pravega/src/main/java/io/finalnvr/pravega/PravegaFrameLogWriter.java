package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.spi.FrameLogWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends records and, when they are durable, their index records.
 *
 * <p>What to write is decided in {@link #append}; {@link LogAppender} writes it on other threads.
 */
final class PravegaFrameLogWriter implements FrameLogWriter {

  private static final Logger LOG = LoggerFactory.getLogger(PravegaFrameLogWriter.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final String name;
  private final LogAppender appender;
  private final OpenHandles handles;
  private final Runnable abort;

  private long position;
  private long lastTaiNanos;
  private long lastIndexTaiNanos;
  private boolean marksDiscontinuity = true;
  private boolean marksIndexDiscontinuity = true;
  private boolean indexesNextRecord;
  private boolean recording;
  private volatile boolean closed;

  private PravegaFrameLogWriter(
      String name, LogAppender appender, LogRecovery recovery, OpenHandles handles) {
    this.name = name;
    this.appender = appender;
    this.handles = handles;
    this.position = recovery.position();
    this.lastTaiNanos = recovery.lastTaiNanos();
    this.lastIndexTaiNanos = recovery.lastIndexTaiNanos();
    this.indexesNextRecord = recovery.torn();
    this.abort =
        () -> {
          closed = true;
          appender.fail(new StorageException(Reason.CLOSED, name + ": the store is closed"));
        };
  }

  static PravegaFrameLogWriter open(
      String name, LogStreams log, LogRecovery recovery, OpenHandles handles) {
    LogAppender appender =
        new LogAppender(
            name,
            log.data().sink(recovery.position()),
            log.index().sink(recovery.indexEnd()),
            handles.executor());
    PravegaFrameLogWriter writer = new PravegaFrameLogWriter(name, appender, recovery, handles);
    handles.add(writer.abort);
    if (recovery.torn()) {
      LOG.warn("{}: the data before {} ends within a record", name, recovery.position());
    }
    try {
      writer.repairIndex(recovery);
    } catch (StorageException e) {
      writer.close();
      throw e;
    }
    return writer;
  }

  private void repairIndex(LogRecovery recovery) {
    if (recovery.indexPadding() > 0) {
      LOG.warn("{}: the index ends within a record", name);
      appender.padIndex(recovery.indexPadding());
    }
    if (!recovery.missing().isEmpty()) {
      LOG.info("{}: writes {} missing index records", name, recovery.missing().size());
      List<CompletableFuture<Void>> written =
          recovery.missing().stream().map(appender::index).toList();
      await(written.get(written.size() - 1), Duration.ofSeconds(60));
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public Optional<Instant> lastTime() {
    return lastTaiNanos == 0
        ? Optional.empty()
        : Optional.of(TaiTime.STANDARD.toInstant(lastTaiNanos));
  }

  @Override
  public CompletableFuture<Long> append(
      Instant time, boolean randomAccess, boolean discontinuity, ByteBuffer payload) {
    long taiNanos = TaiTime.STANDARD.toTaiNanos(time);
    check(time, taiNanos, payload);
    if (closed) {
      return CompletableFuture.failedFuture(closedException());
    }
    boolean broken = discontinuity || marksDiscontinuity;
    boolean indexed =
        taiNanos > lastIndexTaiNanos
            && (indexesNextRecord || IndexRule.indexes(lastIndexTaiNanos, taiNanos, randomAccess));
    int flags =
        (indexed ? RecordHeader.INDEXED : 0)
            | (randomAccess ? RecordHeader.RANDOM_ACCESS : 0)
            | (broken ? RecordHeader.DISCONTINUITY : 0);
    long start = position;
    List<ByteBuffer> records = RecordSplitter.records(taiNanos, flags, payload);
    Optional<IndexRecord> indexRecord = Optional.empty();
    if (indexed) {
      indexRecord =
          Optional.of(
              new IndexRecord(taiNanos, start, randomAccess, broken || marksIndexDiscontinuity));
      lastIndexTaiNanos = taiNanos;
      marksIndexDiscontinuity = false;
      indexesNextRecord = false;
    }
    for (ByteBuffer record : records) {
      position += record.remaining();
    }
    lastTaiNanos = taiNanos;
    marksDiscontinuity = false;
    recording = true;
    return appender.append(records, indexRecord).thenApply(done -> start);
  }

  private void check(Instant time, long taiNanos, ByteBuffer payload) {
    if (!payload.hasRemaining() || payload.remaining() > RecordSplitter.MAX_PAYLOAD) {
      throw new IllegalArgumentException("payload of " + payload.remaining() + " bytes");
    }
    if (taiNanos < lastTaiNanos) {
      throw new IllegalArgumentException(
          "%s: %s is before %s".formatted(name, time, lastTime().orElseThrow()));
    }
  }

  @Override
  public CompletableFuture<Void> endRecording(Instant end) {
    if (closed) {
      return CompletableFuture.failedFuture(closedException());
    }
    if (!recording) {
      return CompletableFuture.completedFuture(null);
    }
    long taiNanos = TaiTime.STANDARD.toTaiNanos(end);
    if (taiNanos <= lastTaiNanos) {
      throw new IllegalArgumentException(
          "%s: end %s is not after %s".formatted(name, end, lastTime().orElseThrow()));
    }
    IndexRecord closing =
        new IndexRecord(taiNanos, position, /* randomAccess= */ false, marksIndexDiscontinuity);
    lastTaiNanos = taiNanos;
    lastIndexTaiNanos = taiNanos;
    recording = false;
    marksDiscontinuity = true;
    marksIndexDiscontinuity = true;
    return appender.indexAfterAppends(closing);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    handles.remove(abort);
    try {
      await(appender.done(), CLOSE_TIMEOUT);
    } catch (StorageException e) {
      LOG.warn("{}: not all that was appended is durable: {}", name, e.getMessage());
    }
    appender.close();
  }

  private StorageException closedException() {
    return new StorageException(Reason.CLOSED, name + ": the writer is closed");
  }

  private void await(CompletableFuture<Void> future, Duration timeout) {
    @Nullable Throwable failure;
    try {
      future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = e;
    } catch (ExecutionException e) {
      failure = e.getCause();
    } catch (TimeoutException e) {
      failure = e;
    }
    throw PravegaErrors.toStorageException(failure, name);
  }
}
