package io.finalnvr.core.crypt;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.spi.FrameLogWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Encrypts each record for the place at which it will stand. */
final class EncryptedWriter implements FrameLogWriter {

  private static final int LARGEST_PAYLOAD = 64 << 20;

  private final String log;
  private final FrameLogWriter writer;
  private final Sealer sealer;

  /** The store marks the first record, and that after an end, whether asked for or not. */
  private boolean marksDiscontinuity = true;

  EncryptedWriter(String log, FrameLogWriter writer, DataKey key) {
    this.log = log;
    this.writer = writer;
    this.sealer = new Sealer(key);
  }

  @Override
  public long position() {
    return writer.position();
  }

  @Override
  public Optional<Instant> lastTime() {
    return writer.lastTime();
  }

  @Override
  public CompletableFuture<Long> append(
      Instant time, boolean randomAccess, boolean discontinuity, ByteBuffer payload) {
    if (!payload.hasRemaining() || payload.remaining() > LARGEST_PAYLOAD) {
      throw new IllegalArgumentException("payload of " + payload.remaining() + " bytes");
    }
    boolean broken = discontinuity || marksDiscontinuity;
    long position = writer.position();
    ByteBuffer sealed =
        sealer.seal(payload, Contexts.record(log, position, time, randomAccess, broken));
    CompletableFuture<Long> receipt = writer.append(time, randomAccess, broken, sealed);
    marksDiscontinuity = false;
    return receipt.thenApply(actual -> require(position, actual));
  }

  private long require(long position, long actual) {
    if (position != actual) {
      throw new StorageException(
          Reason.WRITER_CONFLICT,
          "%s: a record for %d stands at %d; somebody else wrote to the log"
              .formatted(log, position, actual));
    }
    return actual;
  }

  @Override
  public CompletableFuture<Void> endRecording(Instant end) {
    CompletableFuture<Void> ended = writer.endRecording(end);
    marksDiscontinuity = true;
    return ended;
  }

  @Override
  public void close() {
    writer.close();
  }
}
