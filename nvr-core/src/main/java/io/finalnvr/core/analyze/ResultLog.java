package io.finalnvr.core.analyze;

import io.finalnvr.StorageException;
import io.finalnvr.core.record.Failures;
import io.finalnvr.core.record.Leases;
import io.finalnvr.core.record.LogWalk;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The log of a run whose lease is held. A record is appended once, however often that has to be
 * tried: after a failure the log is opened anew, which keeps out what is still under way, and asked
 * whether the record is there. For one thread; blocks on I/O.
 */
final class ResultLog implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Run run;
  private final FrameLog log;
  private final Leases.Lease lease;
  private @Nullable FrameLogWriter writer;
  private Optional<ResultRecord> last = Optional.empty();

  private ResultLog(Run run, FrameLog log, Leases.Lease lease) {
    this.run = run;
    this.log = log;
    this.lease = lease;
  }

  /**
   * Opens the log to write it; what is under way by others is kept out from now on.
   *
   * @param lease of the log; it is given back when the log is closed
   */
  static ResultLog open(Run run, FrameLog log, Leases.Lease lease) {
    ResultLog opened = new ResultLog(run, log, lease);
    try {
      opened.writer = log.openWriter();
      opened.last = newest(run, log);
      return opened;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  Run run() {
    return run;
  }

  /** The newest record; where to go on. */
  Optional<ResultRecord> last() {
    return last;
  }

  /** The newest record in the log of a run. */
  static Optional<ResultRecord> newest(Run run, FrameLog log) {
    Optional<IndexEntry> entry = log.last();
    ResultRecord[] found = new ResultRecord[1];
    LogWalk.toTail(
        log,
        entry.map(IndexEntry::position).orElseGet(log::head),
        item -> {
          if (item instanceof StoredFrame stored) {
            ResultJson.read(run.cameraId(), run.analyzer(), stored.payload())
                .ifPresent(record -> found[0] = record);
          }
        });
    return Optional.ofNullable(found[0]);
  }

  /**
   * Tries to append a record; returns when it is durable.
   *
   * @throws StorageException with reason WRITER_CONFLICT when the run may be somebody else's by
   *     now; with another reason when it is to be tried again
   */
  void append(ResultRecord record) {
    if (!lease.isValid()) {
      throw new StorageException(
          StorageException.Reason.WRITER_CONFLICT,
          "camera %s: the lease on the analysis %s is lost"
              .formatted(run.cameraId(), run.analyzer()));
    }
    FrameLogWriter open = writer;
    if (open == null) {
      open = log.openWriter();
      writer = open;
      Optional<ResultRecord> newest = newest(run, log);
      if (newest.isPresent() && !newest.get().until().isBefore(record.until())) {
        last = newest;
        return;
      }
    }
    try {
      open.append(
              record.until(),
              /* randomAccess= */ true,
              /* discontinuity= */ false,
              ResultJson.write(record))
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      last = Optional.of(record);
    } catch (ExecutionException e) {
      giveUp();
      throw retryable(Failures.storage(e));
    } catch (TimeoutException e) {
      giveUp();
      throw new StorageException(
          StorageException.Reason.UNAVAILABLE,
          "camera %s: the result of %s did not become durable within %d s"
              .formatted(run.cameraId(), run.analyzer(), PATIENCE.toSeconds()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(
          StorageException.Reason.CLOSED, "interrupted while a result was appended", e);
    } catch (RuntimeException e) {
      giveUp();
      throw e;
    }
  }

  /** A conflict may have been with an append of our own that came late: the lease tells. */
  private static StorageException retryable(StorageException e) {
    return e.reason() == StorageException.Reason.WRITER_CONFLICT
        ? new StorageException(StorageException.Reason.UNAVAILABLE, e.getMessage(), e)
        : e;
  }

  private void giveUp() {
    FrameLogWriter failed = writer;
    writer = null;
    if (failed != null) {
      failed.close();
    }
  }

  @Override
  public void close() {
    giveUp();
    lease.release();
  }
}
