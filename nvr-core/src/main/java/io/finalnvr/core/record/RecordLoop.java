package io.finalnvr.core.record;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.RecorderState;
import io.finalnvr.StorageException;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.record.QueueItem.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The thread that makes a camera's frames durable.
 *
 * <p>Design note: everything that touches the store happens here, one thing after the other. Only
 * while a recording is under way and nothing else is to be done, the thread that brings a frame
 * does it itself: that can't take long then, and waking a thread would cost more. What fails is
 * tried again after a pause: each step is either done twice without harm, or the {@link
 * RecordingWriter} knows what is to be done next. Meanwhile the {@link FrameQueue} fills, and
 * beyond its budget drops.
 */
final class RecordLoop {

  /** Is told what the loop achieves; {@link #onDurable} by the executor of receipts. */
  interface Listener {
    /** The camera may be connected: its logs are open, the lease is held. */
    void onReady();

    /** The lease is lost: the camera must be disconnected. */
    void onFenced();

    void onState(RecorderState state, String reason);

    void onRecording();

    void onGap(Gap gap);

    void onDurable(Pending record);

    void onAbandoned(Received frame, GapCause cause);
  }

  private static final String STOPPED = "recording was stopped";
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration REFUSED_PAUSE = Duration.ofSeconds(1);
  private static final Duration STALL = Duration.ofSeconds(5);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(12);

  private final Leases leases;
  private final String cameraId;
  private final Clocks clocks;
  private final FrameQueue queue;
  private final Listener listener;
  private final LedgerDesk ledger;
  private final FootageWriter footage;
  private final RecordingWriter recordings;
  private final Thread thread;

  /** The thread's, except while it waits for something to do; then whose thread brings frames. */
  private final ReentrantLock turn = new ReentrantLock();

  private final Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5));

  private Leases.@Nullable Lease lease;
  private Unended unended = Unended.processEnded();
  private boolean ready;
  private volatile boolean stopping;
  private volatile long stopDeadline;

  RecordLoop(
      String cameraId,
      CameraFootage camera,
      Leases leases,
      Clocks clocks,
      FrameQueue queue,
      Executor receipts,
      Listener listener) {
    this.cameraId = cameraId;
    this.leases = leases;
    this.clocks = clocks;
    this.queue = queue;
    this.listener = listener;
    this.ledger = new LedgerDesk(camera.ledger(), clocks);
    this.footage = new FootageWriter(camera.footage(), receipts, listener::onDurable, queue::wake);
    this.recordings = new RecordingWriter(cameraId, ledger, footage, clocks, listener);
    this.thread = new Thread(this::run, "nvr-recorder-" + cameraId);
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** The time up to which the log was filled when it was opened. */
  Instant filledTo() {
    return recordings.filledTo();
  }

  /** Makes durable what is in the queue and ends; waits for that, a bounded time. */
  void stop() {
    stopDeadline = clocks.nanoTime() + STOP_TIMEOUT.toNanos();
    stopping = true;
    queue.wake();
    awaitEnd();
  }

  void awaitEnd() {
    try {
      thread.join(STOP_TIMEOUT.plusSeconds(2).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * There are frames in the queue, of the thread that calls. Never waits. What is not recorded
   * here, is by the recorder's thread.
   */
  void onQueued() {
    // Who has the turn looks into the queue when it gives it back.
    while (!turn.isHeldByCurrentThread() && queue.peek().isPresent() && turn.tryLock()) {
      boolean taken;
      try {
        taken = takeAtOnce();
      } finally {
        turn.unlock();
      }
      if (!taken) {
        queue.wake();
        return;
      }
    }
  }

  /** Whether the oldest item could be taken without waiting for anything; or there is none. */
  private boolean takeAtOnce() {
    Optional<QueueItem> next = queue.peek();
    if (next.isEmpty()) {
      return true;
    }
    boolean may =
        next.get() instanceof Received
            && !stopping
            && lease != null
            && lease.isValid()
            && footage.isOpen()
            && recordings.isUnderWay();
    if (may) {
      queue.poll();
      recordings.takeAtOnce((Received) next.get());
    }
    return may;
  }

  private void run() {
    turn.lock();
    try {
      while (!attempt()) {
        // Again, after the pause that the attempt has made.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      recordings.giveUp(GapCause.STORE_UNAVAILABLE, STOPPED, queue.drain());
      closeLogs();
      if (lease != null) {
        lease.release();
      }
      turn.unlock();
    }
  }

  /** Whether the loop is done. */
  private boolean attempt() throws InterruptedException {
    try {
      open();
      work();
      return true;
    } catch (StorageException e) {
      return failed(e);
    } catch (RuntimeException e) {
      return failed(
          new StorageException(
              StorageException.Reason.UNAVAILABLE, "recording failed unexpectedly: " + e, e));
    }
  }

  private void open() throws InterruptedException {
    if (lease == null) {
      lease = leases.acquire(cameraId);
      unended = lease.expelled().map(Unended::leaseExpired).orElseGet(Unended::processEnded);
    } else {
      lease.confirm();
    }
    ledger.open();
    recordings.opened(footage.open(), unended);
    backoff.succeeded();
    queue.blame(GapCause.OVERLOAD);
    recordings.tellState();
    if (!ready) {
      ready = true;
      listener.onReady();
    }
  }

  private void work() throws InterruptedException {
    while (true) {
      check();
      ledger.enterWaiting();
      recordings.resume();
      awaitItem();
      Optional<QueueItem> item = queue.poll();
      if (item.isPresent()) {
        recordings.take(item.get());
      } else if (stopping) {
        recordings.end(GapCause.STOPPED, STOPPED);
        recordings.stopWaiting(STOPPED);
        return;
      }
    }
  }

  private void awaitItem() throws InterruptedException {
    turn.unlock();
    try {
      queue.await(TICK.toNanos());
    } finally {
      turn.lock();
    }
  }

  private void check() {
    footage.check();
    if (lease != null && !lease.isValid()) {
      // Not lost yet: only another recorder that has taken it makes it so. Until that is known,
      // nothing may be written, nor sent again.
      footage.closeLog();
      throw new StorageException(
          StorageException.Reason.UNAVAILABLE,
          "camera %s: the lease on it could not be renewed".formatted(cameraId));
    }
    OptionalLong oldest = footage.oldestReceivedNanos();
    boolean stalled =
        oldest.isPresent() && clocks.nanoTime() - oldest.getAsLong() > STALL.toNanos();
    queue.blame(stalled ? GapCause.STORE_UNAVAILABLE : GapCause.OVERLOAD);
    if (stalled) {
      listener.onState(
          RecorderState.WAITING_FOR_STORE,
          "the store has given no receipt for %d s".formatted(STALL.toSeconds()));
    } else {
      recordings.tellState();
    }
  }

  /** Whether the loop must end. */
  private boolean failed(StorageException failure) throws InterruptedException {
    boolean conflict = failure.reason() == StorageException.Reason.WRITER_CONFLICT;
    if (conflict && lease != null) {
      fenced(failure.getMessage());
    }
    boolean refused = conflict && lease == null;
    if (refused) {
      listener.onState(RecorderState.REFUSED, failure.getMessage());
    } else {
      queue.blame(GapCause.STORE_UNAVAILABLE);
      listener.onState(RecorderState.WAITING_FOR_STORE, failure.getMessage());
    }
    long pauseEnd = clocks.nanoTime() + (refused ? REFUSED_PAUSE : backoff.next()).toNanos();
    while (pauseEnd - clocks.nanoTime() > 0) {
      if (stopping && (lease == null || stopDeadline - clocks.nanoTime() <= 0)) {
        return true;
      }
      queue.pause(Math.min(pauseEnd - clocks.nanoTime(), TICK.toNanos()));
    }
    return false;
  }

  /**
   * Somebody else took the lease, or wrote to the logs although the lease is ours: one who was
   * stopped for longer than a lease lasts. Either way what has no receipt is not written again, for
   * nobody knows whether it is there.
   */
  private void fenced(String reason) {
    listener.onFenced();
    Optional<QueueItem.Lost> lost = recordings.giveUp(GapCause.FENCED, reason, queue.drain());
    closeLogs();
    ready = false;
    if (lease != null && lease.isOurs()) {
      unended = new Unended(GapCause.FENCED, reason);
      ledger.forgetRecordings();
      lost.ifPresent(recordings::tellLater);
    } else if (lease != null) {
      ledger.forgetAll();
      lease.release();
      lease = null;
    }
  }

  private void closeLogs() {
    ledger.close();
    footage.closeLog();
  }
}
