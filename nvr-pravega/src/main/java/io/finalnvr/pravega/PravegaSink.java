package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.pravega.client.segment.impl.SegmentOutputStream;
import io.pravega.client.stream.impl.PendingEvent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to a segment. The client sends again by itself what a broken connection lost, each write
 * once; when it can't for a minute, the write fails.
 */
final class PravegaSink implements ByteSink {

  private static final Logger LOG = LoggerFactory.getLogger(PravegaSink.class);

  private final String name;
  private final SegmentOutputStream out;
  private final Executor threads;
  private final Set<CompletableFuture<Void>> pending = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  PravegaSink(String name, SegmentOutputStream out, Executor threads) {
    this.name = name;
    this.out = out;
    this.threads = threads;
  }

  @Override
  public CompletableFuture<Void> write(ByteBuffer data) {
    CompletableFuture<Void> durable = new CompletableFuture<>();
    pending.add(durable);
    durable.whenComplete((done, e) -> pending.remove(durable));
    if (ended) {
      durable.completeExceptionally(closedException());
      return durable;
    }
    try {
      out.write(PendingEvent.withoutHeader(null, data, durable));
    } catch (RuntimeException e) {
      durable.completeExceptionally(e);
    }
    return durable;
  }

  @Override
  public long observedTail() {
    return out.getLastObservedWriteOffset();
  }

  @Override
  public void abort() {
    ended = true;
    if (pending.isEmpty()) {
      return;
    }
    List.copyOf(pending).forEach(write -> write.completeExceptionally(closedException()));
    // Cuts the connection and keeps the client from ever sending these writes again. May have to
    // wait for a write that is stuck.
    inBackground(out::getUnackedEventsOnSeal);
  }

  @Override
  public void close() {
    ended = true;
    inBackground(
        () -> {
          try {
            out.close();
          } catch (Exception e) {
            LOG.debug("{}: closing the writer failed", name, e);
          }
        });
  }

  private void inBackground(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: the store is closed, and with it this connection", name);
    }
  }

  private StorageException closedException() {
    return new StorageException(Reason.CLOSED, name + ": the writer is closed");
  }
}
