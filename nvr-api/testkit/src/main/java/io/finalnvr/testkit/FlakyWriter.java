package io.finalnvr.testkit;

import io.finalnvr.StorageException;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.testkit.FlakyStore.Operation;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A writer that fails when told, and from then on. */
final class FlakyWriter implements FrameLogWriter {

  private final FrameLogWriter target;
  private final Faults faults;
  private final HeldReceipts receipts;
  private @Nullable StorageException failed;

  FlakyWriter(FrameLogWriter target, Faults faults, HeldReceipts receipts) {
    this.target = target;
    this.faults = faults;
    this.receipts = receipts;
  }

  @Override
  public long position() {
    return target.position();
  }

  @Override
  public Optional<Instant> lastTime() {
    return target.lastTime();
  }

  @Override
  public CompletableFuture<Long> append(
      Instant time, boolean randomAccess, boolean discontinuity, ByteBuffer payload) {
    if (!fails(Operation.APPEND)) {
      CompletableFuture<Long> receipt = target.append(time, randomAccess, discontinuity, payload);
      if (!fails(Operation.RECEIPT)) {
        return receipts.pass(this, receipt);
      }
    }
    return failure();
  }

  @Override
  public CompletableFuture<Void> endRecording(Instant end) {
    return fails(Operation.END_RECORDING)
        ? failure()
        : receipts.pass(this, target.endRecording(end));
  }

  @Override
  public void close() {
    target.close();
    receipts.fail(
        this,
        new StorageException(
            StorageException.Reason.UNAVAILABLE, "the receipt is held back (asked for)"));
  }

  private boolean fails(Operation operation) {
    Optional<StorageException> next = faults.next(operation);
    if (failed == null) {
      failed = next.orElse(null);
    }
    return failed != null;
  }

  /** Comes after the receipts that are held back, as appends complete in order. */
  private <T> CompletableFuture<T> failure() {
    CompletableFuture<T> failure = new CompletableFuture<>();
    if (failed != null) {
      failure.completeExceptionally(failed);
    }
    return receipts.pass(this, failure);
  }
}
