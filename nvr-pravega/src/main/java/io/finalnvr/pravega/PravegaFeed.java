package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.pravega.client.byteStream.ByteStreamReader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a stream in order. The client's {@code read} waits without limit and holds the lock that
 * its {@code close} needs, so it is only called when there is something to read.
 */
final class PravegaFeed implements ByteFeed {

  private final String name;
  private final ByteStreamReader reader;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable CompletableFuture<Integer> arrival;
  private boolean sealed;

  PravegaFeed(String name, ByteStreamReader reader) {
    this.name = name;
    this.reader = reader;
  }

  @Override
  public boolean await(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      if (sealed) {
        closed.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        checkOpen();
        return false;
      }
      while (reader.available() == 0) {
        CompletableFuture<Integer> next = arrival;
        if (next == null || next.isDone()) {
          next = reader.onDataAvailable();
          arrival = next;
        }
        long nanos = deadline - System.nanoTime();
        if (nanos <= 0) {
          return false;
        }
        next.get(nanos, TimeUnit.NANOSECONDS);
      }
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      checkOpen();
      return true; // The next read tells what failed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PravegaErrors.toStorageException(e, name);
    } catch (RuntimeException e) {
      checkOpen();
      throw PravegaErrors.toStorageException(e, name);
    }
  }

  @Override
  public int read(ByteBuffer target) throws CutOffException {
    checkOpen();
    try {
      if (sealed || reader.available() == 0) {
        return 0;
      }
      int length = reader.read(target);
      sealed = length < 0;
      return Math.max(0, length);
    } catch (Exception e) {
      checkOpen();
      if (PravegaErrors.isCutOff(e)) {
        throw new CutOffException(e);
      }
      throw PravegaErrors.toStorageException(e, name);
    }
  }

  private void checkOpen() {
    if (closed.getCount() == 0) {
      throw new StorageException(Reason.CLOSED, name + ": the reader is closed");
    }
  }

  @Override
  public void close() {
    closed.countDown();
    reader.close();
  }
}
