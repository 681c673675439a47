package io.finalnvr.pravega.embedded;

import com.google.common.util.concurrent.Service;
import io.pravega.common.concurrent.Futures;
import io.pravega.segmentstore.server.OperationLog;
import io.pravega.segmentstore.server.logs.operations.Operation;
import io.pravega.segmentstore.server.logs.operations.OperationPriority;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * A log whose reader gets what comes within a while at once.
 *
 * <p>Its only reader carries footage on to long-term storage. Left to itself it goes through all of
 * its stages, and through all streams, for every single append, though it has nothing to write
 * before some megabytes or half a minute have come together.
 */
final class PacedLog implements OperationLog {

  static final Duration PACE = Duration.ofMillis(250);

  private final OperationLog log;
  private final ScheduledExecutorService executor;
  private final BooleanSupplier urgent;
  private volatile boolean behind;

  /** Does not pause while it is urgent. */
  PacedLog(OperationLog log, ScheduledExecutorService executor, BooleanSupplier urgent) {
    this.log = log;
    this.executor = executor;
    this.urgent = urgent;
  }

  @Override
  public CompletableFuture<Queue<Operation>> read(int maxCount, Duration timeout) {
    Duration pause = behind || urgent.getAsBoolean() ? Duration.ZERO : PACE;
    return Futures.delayedFuture(pause, executor)
        .thenCompose(passed -> readNow(maxCount, timeout))
        .thenApply(
            operations -> {
              behind = operations.size() >= maxCount;
              return operations;
            });
  }

  private CompletableFuture<Queue<Operation>> readNow(int maxCount, Duration timeout) {
    return log.isRunning()
        ? log.read(maxCount, timeout)
        : CompletableFuture.failedFuture(new CancellationException("the log has stopped"));
  }

  @Override
  public CompletableFuture<Void> add(
      Operation operation, OperationPriority priority, Duration timeout) {
    return log.add(operation, priority, timeout);
  }

  @Override
  public CompletableFuture<Void> truncate(long upToSequence, Duration timeout) {
    return log.truncate(upToSequence, timeout);
  }

  @Override
  public CompletableFuture<Long> checkpoint(Duration timeout) {
    return log.checkpoint(timeout);
  }

  @Override
  public CompletableFuture<Void> awaitOnline() {
    return log.awaitOnline();
  }

  @Override
  public int getId() {
    return log.getId();
  }

  @Override
  public boolean isOffline() {
    return log.isOffline();
  }

  @Override
  public Service startAsync() {
    return log.startAsync();
  }

  @Override
  public boolean isRunning() {
    return log.isRunning();
  }

  @Override
  public State state() {
    return log.state();
  }

  @Override
  public Service stopAsync() {
    return log.stopAsync();
  }

  @Override
  public void awaitRunning() {
    log.awaitRunning();
  }

  @Override
  public void awaitRunning(long timeout, TimeUnit unit) throws TimeoutException {
    log.awaitRunning(timeout, unit);
  }

  @Override
  public void awaitTerminated() {
    log.awaitTerminated();
  }

  @Override
  public void awaitTerminated(long timeout, TimeUnit unit) throws TimeoutException {
    log.awaitTerminated(timeout, unit);
  }

  @Override
  public Throwable failureCause() {
    return log.failureCause();
  }

  @Override
  public void addListener(Listener listener, Executor threads) {
    log.addListener(listener, threads);
  }

  @Override
  public void close() {
    log.close();
  }
}
