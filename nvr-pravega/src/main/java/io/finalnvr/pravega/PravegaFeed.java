package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.pravega.shared.protocol.netty.WireCommands.SegmentRead;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a stream in order, asked for one piece ahead: while one is taken, the next is on its
 * way, and at the tail the question waits in the store for what comes. What fails is asked for
 * again, for a while.
 */
final class PravegaFeed implements ByteFeed {

  static final int FIRST_PIECE = 256 << 10;
  static final int LARGEST_PIECE = 1 << 20;

  /** Who is asked; see {@link SegmentReads#ask}. */
  interface Source {
    CompletableFuture<SegmentRead> ask(long offset, int length);
  }

  private final String name;
  private final Source source;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final BackOff backOff = new BackOff();
  private volatile @Nullable CompletableFuture<SegmentRead> asked;
  private ByteBuf piece = Unpooled.EMPTY_BUFFER;
  private long offset;
  private int length = FIRST_PIECE;
  private boolean sealed;
  private @Nullable Throwable cutOff;

  PravegaFeed(String name, Source source, long offset) {
    this.name = name;
    this.source = source;
    this.offset = offset;
  }

  @Override
  public boolean await(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (!isReady()) {
        checkOpen();
        long now = System.nanoTime();
        CompletableFuture<SegmentRead> next = next(now);
        if (deadline - now <= 0 && (next == null || !next.isDone())) {
          return false;
        }
        if (next == null) {
          long end = sealed ? deadline : Math.min(deadline, now + backOff.waitNanos(now));
          closed.await(end - now, TimeUnit.NANOSECONDS);
        } else {
          take(next, Math.max(0, deadline - now));
        }
      }
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PravegaErrors.toStorageException(e, name);
    }
  }

  @Override
  public int read(ByteBuffer target) throws CutOffException {
    checkOpen();
    if (!isReady()) {
      await(Duration.ZERO);
    }
    Throwable gone = cutOff;
    if (gone != null) {
      throw new CutOffException(gone);
    }
    int bytes = Math.min(piece.readableBytes(), target.remaining());
    piece.readBytes(target.slice(target.position(), bytes));
    target.position(target.position() + bytes);
    return bytes;
  }

  /** Whether there are bytes, or a reason for which there never will be. */
  private boolean isReady() {
    return piece.isReadable() || cutOff != null;
  }

  /** What was asked for; null while nothing is to be asked. */
  private @Nullable CompletableFuture<SegmentRead> next(long nowNanos) {
    if (asked == null && !sealed && backOff.waitNanos(nowNanos) <= 0) {
      ask();
    }
    return asked;
  }

  private void ask() {
    CompletableFuture<SegmentRead> next = source.ask(offset, length);
    asked = next;
    if (closed.getCount() == 0) {
      next.completeExceptionally(closedException());
    }
  }

  private void take(CompletableFuture<SegmentRead> next, long nanos)
      throws InterruptedException, TimeoutException {
    SegmentRead answer;
    try {
      answer = next.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      asked = null;
      checkOpen();
      fail(e);
      return;
    }
    asked = null;
    piece = answer.getData();
    sealed = answer.isEndOfSegment();
    int bytes = piece.readableBytes();
    offset += bytes;
    if (bytes == length) {
      length = Math.min(2 * length, LARGEST_PIECE);
    }
    if (bytes > 0) {
      backOff.succeeded();
    } else {
      backOff.failed(System.nanoTime()); // The store did not want to wait any longer.
    }
    if (bytes > 0 && !sealed) {
      ask();
    }
  }

  private void fail(ExecutionException failure) {
    StorageException error = PravegaErrors.toStorageException(failure, name);
    // Closed by whoever noticed that it was deleted.
    boolean deleted = error.reason() == Reason.NOT_FOUND || error.reason() == Reason.CLOSED;
    if (deleted || PravegaErrors.isCutOff(failure)) {
      cutOff = failure;
    } else if (!error.retryable() || !backOff.failed(System.nanoTime())) {
      throw error;
    }
  }

  private void checkOpen() {
    if (closed.getCount() == 0) {
      throw closedException();
    }
  }

  private StorageException closedException() {
    return new StorageException(Reason.CLOSED, name + ": the reader is closed");
  }

  @Override
  public void close() {
    closed.countDown();
    CompletableFuture<SegmentRead> waiting = asked;
    if (waiting != null) {
      waiting.completeExceptionally(closedException());
    }
  }
}
