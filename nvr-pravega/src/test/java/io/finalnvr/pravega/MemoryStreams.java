package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Byte streams in memory, which tests can damage, and whose reads they can count. */
final class MemoryStreams implements ByteStreams {

  private final SortedMap<String, MemoryStream> streams = new TreeMap<>();

  @Override
  public synchronized SortedSet<String> names() {
    return new TreeSet<>(streams.keySet());
  }

  @Override
  public synchronized Optional<ByteStream> find(String name) {
    return Optional.ofNullable(streams.get(name));
  }

  @Override
  public void forget(String name) {}

  @Override
  public ByteStream create(String name, String tag) {
    return stream(name);
  }

  /** The stream of this name, created where needed. */
  synchronized MemoryStream stream(String name) {
    return streams.computeIfAbsent(name, n -> new MemoryStream());
  }

  @Override
  public synchronized void delete(String name) {
    MemoryStream stream = streams.remove(name);
    if (stream != null) {
      stream.delete();
    }
  }

  @Override
  public void close() {}

  /** One stream. */
  static final class MemoryStream implements ByteStream {

    private byte[] bytes = new byte[1024];
    private int size;
    private long head;
    private boolean deleted;
    private int reads;
    private long bytesRead;

    synchronized int reads() {
      return reads;
    }

    synchronized long bytesRead() {
      return bytesRead;
    }

    /** All that was ever written. */
    synchronized ByteBuffer content() {
      return ByteBuffer.wrap(Arrays.copyOf(bytes, size));
    }

    /** Writes what no writer would. */
    synchronized void inject(ByteBuffer data) {
      int length = data.remaining();
      if (size + length > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(size + length, 2 * bytes.length));
      }
      data.duplicate().get(bytes, size, length);
      size += length;
      notifyAll();
    }

    /** Damages what was written. */
    synchronized void overwrite(long at, byte[] with) {
      System.arraycopy(with, 0, bytes, (int) at, with.length);
    }

    /** Flips random bits. */
    synchronized void flip(Random random, int bits) {
      for (int i = 0; i < bits; i++) {
        bytes[random.nextInt(size)] ^= (byte) (1 << random.nextInt(8));
      }
    }

    private synchronized void delete() {
      deleted = true;
      notifyAll();
    }

    private void checkExists() {
      if (deleted) {
        throw new StorageException(Reason.NOT_FOUND, "deleted");
      }
    }

    @Override
    public synchronized Extent extent() {
      checkExists();
      return new Extent(head, size);
    }

    @Override
    public synchronized void read(long offset, ByteBuffer target) throws CutOffException {
      checkExists();
      if (offset < head) {
        throw new CutOffException();
      }
      reads++;
      bytesRead += target.remaining();
      target.put(bytes, (int) offset, target.remaining());
    }

    @Override
    public synchronized void truncateBefore(long offset) {
      checkExists();
      head = Math.max(head, offset);
    }

    @Override
    public ByteFeed feed(long offset) {
      return new Feed(offset);
    }

    @Override
    public ByteSink sink(long offset) {
      return new Sink(offset);
    }

    private final class Feed implements ByteFeed {

      private long position;
      private boolean closed;

      private Feed(long position) {
        this.position = position;
      }

      @Override
      public boolean await(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (MemoryStream.this) {
          while (!closed && !deleted && position >= size) {
            long nanos = deadline - System.nanoTime();
            if (nanos <= 0) {
              return false;
            }
            try {
              TimeUnit.NANOSECONDS.timedWait(MemoryStream.this, nanos);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
          checkOpen();
          return true;
        }
      }

      @Override
      public int read(ByteBuffer target) throws CutOffException {
        synchronized (MemoryStream.this) {
          checkOpen();
          if (deleted || position < head) {
            throw new CutOffException();
          }
          int length = (int) Math.min(target.remaining(), size - position);
          if (length > 0) {
            target.put(bytes, (int) position, length);
            position += length;
          }
          return length;
        }
      }

      private void checkOpen() {
        if (closed) {
          throw new StorageException(Reason.CLOSED, "closed");
        }
      }

      @Override
      public void close() {
        synchronized (MemoryStream.this) {
          closed = true;
          MemoryStream.this.notifyAll();
        }
      }
    }

    private final class Sink implements ByteSink {

      private long next;
      private @Nullable StorageException failure;

      private Sink(long offset) {
        next = offset;
      }

      @Override
      public CompletableFuture<Void> write(ByteBuffer data) {
        synchronized (MemoryStream.this) {
          if (failure == null && deleted) {
            failure = new StorageException(Reason.NOT_FOUND, "deleted");
          }
          if (failure == null && size != next) {
            failure =
                new StorageException(Reason.WRITER_CONFLICT, "somebody else wrote to the log");
          }
          if (failure != null) {
            return CompletableFuture.failedFuture(failure);
          }
          inject(data);
          next = size;
          return CompletableFuture.completedFuture(null);
        }
      }

      @Override
      public void close() {
        synchronized (MemoryStream.this) {
          if (failure == null) {
            failure = new StorageException(Reason.CLOSED, "closed");
          }
        }
      }
    }
  }
}
