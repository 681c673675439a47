package io.finalnvr.core.record;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.RecorderState;
import io.finalnvr.StorageException;
import io.finalnvr.TimeRange;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.record.QueueItem.Received;
import io.finalnvr.media.EncodedFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that makes a camera's frames durable.
 *
 * <p>Design note: everything that touches the store happens here, one thing after the other. What
 * fails is tried again after a pause: each step is either done twice without harm, or leaves behind
 * what is to be done next ({@code current}, {@code record}, and in the {@link LedgerDesk}).
 * Meanwhile the {@link FrameQueue} fills, and beyond its budget drops.
 */
final class RecordLoop {

  /** Is told what the loop achieves; {@link #onDurable} on the store's threads. */
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

  private static final Logger LOG = LoggerFactory.getLogger(RecordLoop.class);
  private static final String STOPPED = "recording was stopped";
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration REFUSED_PAUSE = Duration.ofSeconds(1);
  private static final Duration END_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration STALL = Duration.ofSeconds(5);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(12);

  private final Leases leases;
  private final String cameraId;
  private final Clocks clocks;
  private final FrameQueue queue;
  private final Listener listener;
  private final LedgerDesk ledger;
  private final FootageWriter footage;
  private final Thread thread;
  private final Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5));

  private @Nullable QueueItem current;
  private @Nullable Pending record;
  private @Nullable RecordBuilder builder;
  private @Nullable Instant openSince;
  private @Nullable GapCause waitsFor;
  private Leases.@Nullable Lease lease;
  private boolean ready;
  private volatile Instant filledTo = Instant.EPOCH;
  private volatile boolean stopping;
  private volatile long stopDeadline;

  RecordLoop(
      String cameraId,
      CameraFootage camera,
      Leases leases,
      Clocks clocks,
      FrameQueue queue,
      Listener listener) {
    this.cameraId = cameraId;
    this.leases = leases;
    this.clocks = clocks;
    this.queue = queue;
    this.listener = listener;
    this.ledger = new LedgerDesk(new Ledger(camera.events()), clocks);
    this.footage = new FootageWriter(camera.footage(), listener::onDurable, queue::wake);
    this.thread = new Thread(this::run, "nvr-recorder-" + cameraId);
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** The time up to which the log was filled when it was opened. */
  Instant filledTo() {
    return filledTo;
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

  private void run() {
    try {
      while (!attempt()) {
        // Again, after the pause that the attempt has made.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      giveUp(GapCause.STORE_UNAVAILABLE);
      closeLogs();
      if (lease != null) {
        lease.release();
      }
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
    } else {
      lease.confirm();
    }
    ledger.open();
    Optional<Instant> lastTime = footage.open();
    if (lastTime.isPresent() && lastTime.get().isAfter(filledTo)) {
      filledTo = lastTime.get();
    }
    if (openSince == null) {
      ledger.endWhatCrashed(filledTo).ifPresent(this::onCrashed);
    }
    backoff.succeeded();
    queue.blame(GapCause.OVERLOAD);
    tellState();
    if (!ready) {
      ready = true;
      listener.onReady();
    }
  }

  private void onCrashed(LedgerEvent.Ended end) {
    waitsFor = end.cause();
    listener.onGap(gapFrom(end));
  }

  private void work() throws InterruptedException {
    while (true) {
      check();
      ledger.enterWaiting();
      submit();
      if (current == null) {
        current = queue.take(TICK.toNanos()).orElse(null);
      }
      if (current != null) {
        handleOrLeaveOut(current);
        current = null;
      } else if (stopping) {
        endRecording(GapCause.STOPPED, STOPPED);
        stopWaiting();
        return;
      }
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
      tellState();
    }
  }

  /** What can't be recorded, for whatever reason, must not keep the rest from being. */
  private void handleOrLeaveOut(QueueItem item) throws InterruptedException {
    try {
      handle(item);
    } catch (StorageException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("camera {}: left out what can't be recorded", cameraId, e);
      leaveOut(item, e);
    }
  }

  private void leaveOut(QueueItem item, RuntimeException why) throws InterruptedException {
    current = null;
    List<Received> frames = builder == null ? List.of() : builder.discard();
    frames.forEach(frame -> listener.onAbandoned(frame, GapCause.UNKNOWN));
    if (!(item instanceof Received)) {
      giveUp(item, GapCause.UNKNOWN);
    }
    if (!frames.isEmpty()) {
      EncodedFrame last = frames.get(frames.size() - 1).frame();
      enterLost(
          new QueueItem.Lost(
              frames.get(0).frame().decodeTime(),
              last.decodeTime().plus(last.duration()),
              GapCause.UNKNOWN,
              "frames that can't be recorded: " + why.getMessage(),
              frames.size(),
              frames.stream().mapToLong(frame -> frame.frame().size()).sum()));
    }
  }

  private void handle(QueueItem item) throws InterruptedException {
    if (item instanceof QueueItem.Tracks tracks) {
      endRecording(GapCause.CAMERA_RESTARTED, "the camera's tracks have changed");
      builder = new RecordBuilder(tracks.tracks());
    } else if (item instanceof Received received && builder != null) {
      record = builder.add(received).orElse(null);
      current = null;
      submit();
    } else if (item instanceof QueueItem.Lost lost) {
      current = null;
      enterLost(lost);
    } else if (item instanceof QueueItem.End end) {
      endRecording(end.cause(), end.detail());
      builder = null;
    } else if (item instanceof QueueItem.Flush flush) {
      drain();
      footage.allSettled().whenComplete((done, error) -> flush.done().complete(null));
    }
  }

  /** Hands the record that is ready to the store; before the first of a recording, says so. */
  private void submit() throws InterruptedException {
    if (record == null) {
      return;
    }
    if (openSince == null) {
      openSince = record.time();
      waitsFor = null;
      ledger.enter(new LedgerEvent.Started(openSince));
      listener.onRecording();
      tellState();
    }
    footage.append(record);
    record = null;
  }

  private void drain() throws InterruptedException {
    if (builder != null) {
      submit();
      record = builder.drain().orElse(null);
      submit();
    }
  }

  private void endRecording(GapCause cause, String detail) throws InterruptedException {
    drain();
    if (openSince == null || builder == null) {
      return;
    }
    Instant end = builder.end();
    footage.endRecording(end, END_TIMEOUT);
    filledTo = laterOf(filledTo, end);
    openSince = null;
    waitsFor = cause;
    LedgerEvent.Ended ended = new LedgerEvent.Ended(end, cause, detail);
    ledger.enter(ended);
    if (cause != GapCause.STOPPED) {
      listener.onGap(gapFrom(ended));
    }
    listener.onState(RecorderState.WAITING_FOR_CAMERA, detail);
  }

  /** What is missing from now on is not the camera's fault. */
  private void stopWaiting() throws InterruptedException {
    if (waitsFor != null && waitsFor != GapCause.STOPPED) {
      ledger.enter(
          new LedgerEvent.Ended(laterOf(filledTo, clocks.instant()), GapCause.STOPPED, STOPPED));
    }
  }

  private void enterLost(QueueItem.Lost lost) throws InterruptedException {
    LedgerEvent.Lost event =
        new LedgerEvent.Lost(
            lost.from(),
            lost.to(),
            lost.cause(),
            lost.detail(),
            number(lost.frames()),
            number(lost.bytes()));
    ledger.enter(event);
    listener.onGap(
        new Gap(
            new TimeRange(event.from(), event.to()),
            event.cause(),
            event.detail(),
            event.frames(),
            event.bytes()));
  }

  /** Whether the loop must end. */
  private boolean failed(StorageException failure) throws InterruptedException {
    boolean refused = failure.reason() == StorageException.Reason.WRITER_CONFLICT;
    if (refused) {
      if (lease != null) {
        fenced();
      }
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

  private void fenced() throws InterruptedException {
    listener.onFenced();
    giveUp(GapCause.FENCED);
    closeLogs();
    if (lease != null) {
      lease.release();
      lease = null;
    }
    ready = false;
  }

  /** Drops everything that is not durable. */
  private void giveUp(GapCause cause) {
    footage.abandon().forEach(pending -> abandon(pending, cause));
    if (record != null) {
      abandon(record, cause);
    }
    if (builder != null) {
      builder.discard().forEach(frame -> listener.onAbandoned(frame, cause));
    }
    if (current != null) {
      giveUp(current, cause);
    }
    queue.drain().forEach(item -> giveUp(item, cause));
    ledger.forgetWaiting();
    current = null;
    record = null;
    builder = null;
    openSince = null;
  }

  private void giveUp(QueueItem item, GapCause cause) {
    if (item instanceof Received received) {
      listener.onAbandoned(received, cause);
    } else if (item instanceof QueueItem.Flush flush) {
      flush.done().complete(null);
    }
  }

  private void abandon(Pending pending, GapCause cause) {
    pending.frames().forEach(frame -> listener.onAbandoned(frame, cause));
  }

  private void closeLogs() {
    ledger.close();
    footage.closeLog();
  }

  private void tellState() {
    if (openSince == null) {
      listener.onState(RecorderState.WAITING_FOR_CAMERA, "no frame has arrived yet");
    } else {
      listener.onState(RecorderState.RECORDING, "recording since " + openSince);
    }
  }

  private Gap gapFrom(LedgerEvent.Ended end) {
    return Gap.of(end.at(), laterOf(end.at(), clocks.instant()), end.cause(), end.detail());
  }

  private static OptionalLong number(long value) {
    return value == QueueItem.Lost.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static Instant laterOf(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
