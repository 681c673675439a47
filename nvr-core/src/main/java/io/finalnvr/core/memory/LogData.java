package io.finalnvr.core.memory;

import io.finalnvr.StorageException;
import io.finalnvr.VerifyResult;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.LogBreak;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records and index of one log. Thread-safe: one lock, which readers wait on.
 *
 * <p>Positions count bytes as the format on Pravega does: 20 for the header of each piece of at
 * most 8,388,588 bytes, and the payload.
 */
final class LogData {

  private static final int HEADER = 20;
  private static final int LARGEST_PIECE = 8_388_588;

  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<StoredFrame> records = new ArrayList<>();
  private final LogIndex index = new LogIndex();
  private boolean exists;
  private long head;
  private long tail;
  private @Nullable Instant lastTime;
  private @Nullable MemoryWriter writer;

  LogData(String name) {
    this.name = name;
  }

  boolean exists() {
    return locked(() -> exists);
  }

  long head() {
    return locked(() -> head);
  }

  long tail() {
    return locked(() -> tail);
  }

  Optional<Instant> lastTime() {
    return locked(() -> Optional.ofNullable(lastTime));
  }

  /** Reads the index while nobody changes it. */
  <T> T index(Function<LogIndex, T> question) {
    return locked(() -> question.apply(index));
  }

  /** Makes the writer the only one; one before it that was left open can't append any more. */
  void attach(MemoryWriter newWriter) {
    locked(
        () -> {
          writer = newWriter;
          exists = true;
          changed.signalAll();
          return newWriter;
        });
  }

  long append(
      MemoryWriter from,
      Instant time,
      boolean randomAccess,
      boolean discontinuity,
      boolean firstEntryOfSession,
      ByteBuffer payload) {
    return locked(
        () -> {
          requireWriter(from);
          long position = tail;
          records.add(new StoredFrame(position, time, randomAccess, discontinuity, copy(payload)));
          tail += size(payload.remaining());
          lastTime = time;
          if (IndexRule.indexes(index.lastTime(), time, randomAccess)) {
            index.add(
                new IndexEntry(time, position, randomAccess, discontinuity || firstEntryOfSession));
          }
          changed.signalAll();
          return position;
        });
  }

  void endRecording(MemoryWriter from, Instant end) {
    locked(
        () -> {
          requireWriter(from);
          index.add(
              new IndexEntry(end, tail, /* randomAccess= */ false, /* discontinuity= */ false));
          lastTime = end;
          return end;
        });
  }

  /** The item at a position, waiting for it where there is none yet. */
  Optional<LogItem> read(long position, Duration timeout, Handle store, Handle reader) {
    try {
      lock.lockInterruptibly();
      try {
        long nanos = nanos(timeout);
        while (true) {
          store.requireOpen();
          reader.requireOpen();
          Optional<LogItem> item = at(position);
          if (item.isPresent() || nanos <= 0) {
            return item;
          }
          nanos = changed.awaitNanos(nanos);
        }
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(
          StorageException.Reason.UNAVAILABLE, "interrupted while reading " + name, e);
    }
  }

  /** Position after the item that {@link #read} gave. */
  static long after(LogItem item) {
    return item instanceof StoredFrame frame
        ? frame.position() + size(frame.payload().remaining())
        : ((LogBreak) item).to();
  }

  long truncateBefore(Instant cutoff) {
    return locked(
        () -> {
          Optional<IndexEntry> newFirst = index.truncateBefore(cutoff);
          if (newFirst.isPresent()) {
            head = newFirst.get().position();
            records.subList(0, Searches.first(records, frame -> frame.position() >= head)).clear();
            changed.signalAll();
          }
          return head;
        });
  }

  VerifyResult verify(LogCheck check) {
    List<StoredFrame> all = locked(() -> List.copyOf(records));
    List<IndexEntry> entries = index(i -> i.from(Instant.MIN, Integer.MAX_VALUE));
    return check.run(all, entries, tail());
  }

  void delete() {
    locked(
        () -> {
          records.clear();
          index.clear();
          exists = false;
          head = 0;
          tail = 0;
          lastTime = null;
          writer = null;
          changed.signalAll();
          return name;
        });
  }

  void wakeReaders() {
    locked(
        () -> {
          changed.signalAll();
          return name;
        });
  }

  private Optional<LogItem> at(long position) {
    if (position < head) {
      return Optional.of(new LogBreak(position, head, LogBreak.Cause.TRUNCATED));
    }
    int i = Searches.first(records, frame -> frame.position() >= position);
    return i == records.size() ? Optional.empty() : Optional.of(records.get(i));
  }

  private void requireWriter(MemoryWriter from) {
    if (writer != from) {
      throw new StorageException(
          StorageException.Reason.WRITER_CONFLICT, name + ": another writer was opened");
    }
  }

  private static long nanos(Duration timeout) {
    try {
      return timeout.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE; // 292 years
    }
  }

  private static long size(int payload) {
    int pieces = (payload + LARGEST_PIECE - 1) / LARGEST_PIECE;
    return payload + (long) pieces * HEADER;
  }

  private static ByteBuffer copy(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
