package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.pravega.client.security.auth.DelegationTokenProvider;
import io.pravega.client.segment.impl.Segment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to a segment, each append on the condition that it lands at the offset that it is meant
 * for.
 *
 * <p>Design note: the client's own writers append without a condition. What one of them has sent
 * may land seconds after it was given up, because it waited in a socket or in a store whose bookie
 * stood still, and then it stands behind, or between, the records of its successor. The condition
 * makes such late comers, and all other writers, fail in the server. Writes carry numbers of this
 * sink, of which the server keeps the newest it has stored: so after a lost connection it is known
 * what to send again.
 */
final class PravegaSink implements ByteSink {

  private static final Logger LOG = LoggerFactory.getLogger(PravegaSink.class);
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 500;

  private final String name;
  private final PravegaClient client;
  private final Segment segment;
  private final DelegationTokenProvider token;
  private final UUID writerId = UUID.randomUUID();

  private final Object lock = new Object();

  /**
   * Held while writes complete, so that they do in order: a lost link may still be told of some.
   */
  private final Object receipts = new Object();

  private final CountDownLatch over = new CountDownLatch(1);

  // Guarded by lock.
  private final WriteQueue queue;
  private @Nullable AppendLink link;
  private @Nullable StorageException failure;
  private boolean linked;

  /** Whether a thread is sending, which may take long. */
  private boolean sending;

  private long refusedNumber;
  private long refusedAfter;

  PravegaSink(PravegaClient client, Segment segment, DelegationTokenProvider token, long offset) {
    this.name = segment.getStreamName();
    this.client = client;
    this.segment = segment;
    this.token = token;
    this.queue = new WriteQueue(offset);
  }

  @Override
  public CompletableFuture<Void> write(ByteBuffer data) {
    PendingWrite write;
    synchronized (lock) {
      if (failure != null) {
        return CompletableFuture.failedFuture(failure);
      }
      write = queue.add(data);
    }
    while (beginSending()) {
      if (!sendPromptly()) {
        sendPatiently();
        break;
      }
      endSending();
    }
    return write.durable();
  }

  /** Whether there is something to do that no other thread does; then it is this one's. */
  private boolean beginSending() {
    synchronized (lock) {
      boolean needed =
          failure == null
              && !queue.isEmpty()
              && (link == null || !link.isConnected() || queue.hasNext());
      boolean mine = needed && !sending;
      sending |= mine;
      return mine;
    }
  }

  private void endSending() {
    synchronized (lock) {
      sending = false;
    }
  }

  /**
   * Sends the next append if that can't take long: spares waking a thread for it.
   *
   * @return whether it has
   */
  private boolean sendPromptly() {
    AppendLink open;
    List<PendingWrite> append;
    synchronized (lock) {
      open = link;
      if (open == null || !open.isConnected()) {
        return false;
      }
      append = queue.next();
    }
    try {
      if (append.isEmpty() || open.sendPromptly(append)) {
        return true;
      }
      synchronized (lock) {
        queue.putBack(append);
      }
    } catch (StorageException e) {
      drop(open);
    }
    return false;
  }

  /** Sends all there is on a thread that may wait. */
  private void sendPatiently() {
    try {
      client
          .threads()
          .execute(
              () -> {
                do {
                  sendAllOrFail();
                  endSending();
                } while (beginSending());
              });
    } catch (RejectedExecutionException e) {
      close();
    }
  }

  private void sendAllOrFail() {
    try {
      sendAll();
    } catch (RuntimeException e) {
      fail(PravegaErrors.toStorageException(e, name));
    }
  }

  /** Sends what was not sent yet; connects, and connects again, until it is or the sink is over. */
  private void sendAll() {
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      AppendLink open = openLink();
      if (open == null) {
        return;
      }
      try {
        if (!open.isConnected()) {
          open.connect();
          acknowledge(open.storedNumber());
          sendAgain();
        }
        sendOn(open);
        return;
      } catch (StorageException e) {
        drop(open);
        if (isFinal(e)) {
          fail(e);
          return;
        }
        LOG.debug("{}: {}", name, e.getMessage());
      }
      if (await(pause)) {
        return;
      }
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  private boolean isFinal(StorageException e) {
    return switch (e.reason()) {
      case NOT_FOUND, UNAUTHORIZED -> true;
      // A connection that was closed while it was given out is no reason, the store's end is.
      case CLOSED -> client.isClosed();
      default -> false;
    };
  }

  private void sendOn(AppendLink open) {
    for (List<PendingWrite> append = next(); !append.isEmpty(); append = next()) {
      open.send(append);
    }
  }

  private List<PendingWrite> next() {
    synchronized (lock) {
      return queue.next();
    }
  }

  private void sendAgain() {
    synchronized (lock) {
      queue.resend();
    }
  }

  /**
   * The link to send on, not connected where there was none; null when there is nothing to send.
   */
  private @Nullable AppendLink openLink() {
    synchronized (lock) {
      if (failure != null || queue.isEmpty()) {
        return null;
      }
      AppendLink open = link;
      if (open == null) {
        open = new AppendLink(client, segment, token, writerId, linked, new Answers());
        link = open;
        linked = true;
      }
      return open;
    }
  }

  /** Whether the sink is over. */
  private boolean await(long millis) {
    try {
      return over.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close(); // Only with the store are these threads interrupted.
      return true;
    }
  }

  /** Everything up to a number is durable. */
  private void acknowledge(long number) {
    synchronized (receipts) {
      List<PendingWrite> durable;
      synchronized (lock) {
        durable = queue.stored(number);
      }
      durable.forEach(write -> write.durable().complete(null));
    }
  }

  private void drop(AppendLink dropped) {
    synchronized (lock) {
      if (link == dropped) {
        link = null;
      }
    }
    dropped.close();
  }

  private void fail(StorageException reason) {
    List<PendingWrite> failed;
    @Nullable AppendLink open;
    synchronized (lock) {
      if (failure != null) {
        return;
      }
      failure = reason;
      failed = queue.drain();
      open = link;
      link = null;
    }
    over.countDown();
    if (open != null) {
      open.close();
    }
    failed.forEach(write -> write.durable().completeExceptionally(reason));
  }

  /** How many appends the writes so far were put together into. */
  long appends() {
    synchronized (lock) {
      return queue.appendsMade();
    }
  }

  @Override
  public void close() {
    fail(new StorageException(Reason.CLOSED, name + ": the writer is closed"));
  }

  /** Where the answers of a link go; on its thread, which must not be held up. */
  private final class Answers implements AppendLink.Listener {

    @Override
    public void onStored(long number) {
      acknowledge(number);
      goOn();
    }

    @Override
    public void onDropped(AppendLink dropped) {
      drop(dropped);
      goOn();
    }

    private void goOn() {
      if (beginSending()) {
        sendPatiently();
      }
    }

    /**
     * Another writer wrote, or our own write of an earlier connection landed late. In the second
     * case the server then knows a newer number than before.
     */
    @Override
    public void onRefused(AppendLink refusing) {
      boolean conflict;
      synchronized (lock) {
        if (link != refusing || queue.isEmpty()) {
          return;
        }
        long oldest = queue.oldest();
        conflict =
            !refusing.isResumed()
                || (oldest == refusedNumber && refusing.storedNumber() == refusedAfter);
        refusedNumber = oldest;
        refusedAfter = refusing.storedNumber();
      }
      if (conflict) {
        fail(
            new StorageException(
                Reason.WRITER_CONFLICT, name + ": somebody else wrote to the log"));
      } else {
        onDropped(refusing);
      }
    }

    @Override
    public void onFailed(StorageException reason) {
      fail(reason);
    }
  }
}
