package io.finalnvr.core.memory;

import io.finalnvr.StorageException;
import io.finalnvr.spi.FrameLogWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Writes a log in memory. Every append completes at once. */
final class MemoryWriter implements FrameLogWriter {

  private static final int LARGEST_PAYLOAD = (64 << 20) + 1024;

  private final LogData data;
  private final Handle store;
  private final Handle handle;
  private Optional<Instant> lastTime;
  private boolean recording;
  private boolean entryDue = true;

  private MemoryWriter(String name, LogData data, Handle store) {
    this.data = data;
    this.store = store;
    this.handle = new Handle("writer of " + name);
    this.lastTime = data.lastTime();
  }

  static MemoryWriter open(String name, LogData data, Handle store) {
    MemoryWriter writer = new MemoryWriter(name, data, store);
    data.attach(writer);
    return writer;
  }

  @Override
  public long position() {
    return data.tail();
  }

  @Override
  public Optional<Instant> lastTime() {
    return lastTime;
  }

  @Override
  public CompletableFuture<Long> append(
      Instant time, boolean randomAccess, boolean discontinuity, ByteBuffer payload) {
    requireTime(time);
    requirePayload(payload);
    try {
      requireOpen();
      boolean indexed = IndexRule.indexes(data.index(LogIndex::lastTime), time, randomAccess);
      long position =
          data.append(this, time, randomAccess, discontinuity || !recording, entryDue, payload);
      entryDue &= !indexed;
      recording = true;
      lastTime = Optional.of(time);
      return CompletableFuture.completedFuture(position);
    } catch (StorageException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public CompletableFuture<Void> endRecording(Instant end) {
    try {
      requireOpen();
      if (recording) {
        if (lastTime.isPresent() && !end.isAfter(lastTime.get())) {
          throw new IllegalArgumentException(
              "end %s is not after the last record at %s".formatted(end, lastTime.get()));
        }
        data.endRecording(this, end);
        recording = false;
        entryDue = true;
        lastTime = Optional.of(end);
      }
      return CompletableFuture.completedFuture(null);
    } catch (StorageException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public void close() {
    handle.close();
  }

  private void requireOpen() {
    store.requireOpen();
    handle.requireOpen();
  }

  private void requireTime(Instant time) {
    if (lastTime.isPresent() && time.isBefore(lastTime.get())) {
      throw new IllegalArgumentException(
          "time goes back from %s to %s".formatted(lastTime.get(), time));
    }
  }

  private static void requirePayload(ByteBuffer payload) {
    if (!payload.hasRemaining() || payload.remaining() > LARGEST_PAYLOAD) {
      throw new IllegalArgumentException(
          "payload of %d bytes; use 1 to %d".formatted(payload.remaining(), LARGEST_PAYLOAD));
    }
  }
}
