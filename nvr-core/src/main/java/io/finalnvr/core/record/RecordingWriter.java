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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes recordings of what comes out of the queue: records for the footage, events for the ledger.
 * Not thread-safe, but for {@link #filledTo}.
 *
 * <p>When the store fails in the middle of something, what is to be done next stays in {@code
 * current}, in {@code record} and in the {@link LedgerDesk}, and {@link #resume} goes on with it.
 */
final class RecordingWriter {

  private static final Logger LOG = LoggerFactory.getLogger(RecordingWriter.class);
  private static final Duration END_TIMEOUT = Duration.ofSeconds(10);

  private final String cameraId;
  private final LedgerDesk ledger;
  private final FootageWriter footage;
  private final Clocks clocks;
  private final RecordLoop.Listener listener;

  private @Nullable QueueItem current;
  private @Nullable Pending record;
  private @Nullable Trouble trouble;
  private @Nullable RecordBuilder builder;
  private @Nullable Instant openSince;
  private boolean paused;
  private @Nullable GapCause waitsFor;
  private String waitsBecause = "";
  private volatile Instant filledTo = Instant.EPOCH;
  private @Nullable Instant worded;
  private String words = "";

  /** What kept a frame from being recorded at once, and the record where there was one. */
  private record Trouble(RuntimeException cause, Optional<Pending> record) {}

  RecordingWriter(
      String cameraId,
      LedgerDesk ledger,
      FootageWriter footage,
      Clocks clocks,
      RecordLoop.Listener listener) {
    this.cameraId = cameraId;
    this.ledger = ledger;
    this.footage = footage;
    this.clocks = clocks;
    this.listener = listener;
  }

  /** The time up to which the log is filled, as far as is known. */
  Instant filledTo() {
    return filledTo;
  }

  /**
   * The logs were opened, anew where they were open.
   *
   * @param unended why a recording has no end, should there be one
   */
  void opened(Optional<Instant> lastTime, Unended unended) {
    filledTo = laterOf(filledTo, lastTime.orElse(filledTo));
    if (openSince == null) {
      ledger
          .endWhatIsOpen(filledTo, unended.cause(), unended.detail())
          .ifPresent(this::onEndedForIt);
    }
  }

  private void onEndedForIt(LedgerEvent.Ended end) {
    waitsFor = end.cause();
    listener.onGap(gapFrom(end));
  }

  /** Goes on with what the store interrupted. */
  void resume() throws InterruptedException {
    solve();
    submit();
    if (current != null) {
      take(current);
    }
  }

  /** Whether {@link #takeAtOnce} is possible. */
  boolean isUnderWay() {
    return openSince != null
        && builder != null
        && !paused
        && current == null
        && record == null
        && trouble == null;
  }

  /** Takes a frame of a recording that is under way, and waits for nothing. */
  void takeAtOnce(Received frame) {
    Optional<Pending> next = Optional.empty();
    try {
      next = Objects.requireNonNull(builder).add(frame);
      next.ifPresent(footage::append);
    } catch (RuntimeException e) {
      trouble = new Trouble(e, next);
    }
  }

  private void solve() throws InterruptedException {
    if (trouble == null) {
      return;
    }
    Trouble met = trouble;
    trouble = null;
    if (met.cause() instanceof StorageException e) {
      throw e; // The record is with the others that are not durable.
    }
    leaveOut(framesOf(met), met.cause());
  }

  private List<Received> framesOf(Trouble met) {
    return met.record()
        .map(Pending::frames)
        .orElseGet(() -> builder == null ? List.of() : builder.discard());
  }

  /** What can't be recorded, for whatever reason, must not keep the rest from being. */
  void take(QueueItem item) throws InterruptedException {
    current = item;
    try {
      handle(item);
    } catch (StorageException e) {
      throw e;
    } catch (RuntimeException e) {
      leaveOut(item, e);
    }
    current = null;
  }

  private void leaveOut(QueueItem item, RuntimeException why) throws InterruptedException {
    current = null;
    if (item instanceof QueueItem.Flush flush) {
      flush.done().complete(null);
    }
    leaveOut(builder == null ? List.of() : builder.discard(), why);
  }

  private void leaveOut(List<Received> frames, RuntimeException why) throws InterruptedException {
    frames.forEach(frame -> listener.onAbandoned(frame, GapCause.UNKNOWN));
    if (!frames.isEmpty()) {
      LOG.warn(
          "camera {}: left out {} frames that can't be recorded", cameraId, frames.size(), why);
      String detail = "frames that can't be recorded: " + why.getMessage();
      enterLost(lost(frames, GapCause.UNKNOWN, detail));
    }
  }

  private void handle(QueueItem item) throws InterruptedException {
    if (item instanceof QueueItem.Tracks tracks) {
      end(GapCause.CAMERA_RESTARTED, "the camera's tracks have changed");
      builder = new RecordBuilder(tracks.tracks());
    } else if (item instanceof Received received && builder != null) {
      record = builder.add(received).orElse(null);
      current = null;
      submit();
    } else if (item instanceof QueueItem.Lost lost) {
      current = null;
      enterLost(lost);
    } else if (item instanceof QueueItem.Pause pause) {
      pause(pause.cause(), pause.detail());
    } else if (item instanceof QueueItem.Waiting waiting) {
      changeCause(waiting);
    } else if (item instanceof QueueItem.End end) {
      end(end.cause(), end.detail());
      builder = null;
    } else if (item instanceof QueueItem.Flush flush) {
      drain();
      // Who waits for it may do anything then, and the store's threads must not be held up.
      footage.allSettled().whenComplete((done, error) -> flush.done().completeAsync(() -> null));
    }
  }

  /** Hands the record that is ready to the store; before the first of a recording, says so. */
  private void submit() throws InterruptedException {
    if (record == null) {
      return;
    }
    if (paused) {
      paused = false;
      waitsFor = null;
      ledger.enter(new LedgerEvent.Resumed(record.time()));
      tellState();
    } else if (openSince == null) {
      openSince = laterOf(record.time(), filledTo);
      waitsFor = null;
      ledger.enter(new LedgerEvent.Started(openSince));
      listener.onRecording();
      tellState();
    }
    Pending next = record;
    record = null;
    try {
      footage.append(next);
    } catch (IllegalArgumentException e) {
      leaveOut(next.frames(), e);
    }
  }

  private void drain() throws InterruptedException {
    if (builder != null) {
      submit();
      record = builder.drain().orElse(null);
      submit();
    }
  }

  /** Ends the recording, if there is one: durable, closed in the index, entered. */
  void end(GapCause cause, String detail) throws InterruptedException {
    drain();
    if (openSince == null || builder == null) {
      return;
    }
    Instant end = builder.end();
    // After a pause, frames follow that have their times already; the last picture is still shown.
    footage.endRecording(paused ? builder.decodedUntil() : end, END_TIMEOUT);
    filledTo = laterOf(filledTo, end);
    openSince = null;
    if (paused) {
      // Its end is in the ledger since it was paused.
      paused = false;
    } else {
      enterEnd(new LedgerEvent.Ended(end, cause, detail));
    }
    tellState();
  }

  private void enterEnd(LedgerEvent.Ended ended) throws InterruptedException {
    waitFor(ended);
    ledger.enter(ended);
    if (!ended.cause().asPlanned()) {
      listener.onGap(gapFrom(ended));
    }
  }

  private void waitFor(LedgerEvent.Ended ended) {
    waitsFor = ended.cause();
    waitsBecause = ended.detail();
  }

  /** Ends the recording for readers, but so that it can go on without a hole. */
  private void pause(GapCause cause, String detail) throws InterruptedException {
    drain();
    if (openSince == null || builder == null || paused) {
      return;
    }
    footage.settle(END_TIMEOUT);
    Instant end = builder.end();
    filledTo = laterOf(filledTo, end);
    paused = true;
    enterEnd(new LedgerEvent.Ended(end, cause, detail));
    tellState();
  }

  private void changeCause(QueueItem.Waiting waiting) throws InterruptedException {
    if (openSince == null && waitsFor != waiting.cause()) {
      enterEnd(
          new LedgerEvent.Ended(
              laterOf(filledTo, waiting.at()), waiting.cause(), waiting.detail()));
      tellState();
    }
  }

  /** Enters that what is missing from now on is not the camera's fault. */
  void stopWaiting(String detail) throws InterruptedException {
    if (waitsFor != null && waitsFor != GapCause.STOPPED) {
      ledger.enter(
          new LedgerEvent.Ended(laterOf(filledTo, clocks.instant()), GapCause.STOPPED, detail));
    }
  }

  private void enterLost(QueueItem.Lost lost) throws InterruptedException {
    LedgerEvent.Lost event = event(lost);
    ledger.enter(event);
    listener.onGap(gapFrom(event));
  }

  /** Enters that frames were lost, with what is entered next. */
  void tellLater(QueueItem.Lost lost) {
    LedgerEvent.Lost event = event(lost);
    ledger.enterLater(event);
    listener.onGap(gapFrom(event));
  }

  /**
   * Drops everything that is not durable, and what was waiting behind it.
   *
   * @return what was dropped, if anything was
   */
  Optional<QueueItem.Lost> giveUp(GapCause cause, String detail, List<QueueItem> waiting) {
    List<Received> frames = new ArrayList<>();
    footage.abandon().forEach(pending -> frames.addAll(pending.frames()));
    if (trouble != null && !(trouble.cause() instanceof StorageException)) {
      frames.addAll(framesOf(trouble));
    }
    if (record != null) {
      frames.addAll(record.frames());
    }
    if (builder != null) {
      frames.addAll(builder.discard());
    }
    List<QueueItem> items = new ArrayList<>(waiting);
    if (current != null) {
      items.add(0, current);
    }
    for (QueueItem item : items) {
      if (item instanceof Received received) {
        frames.add(received);
      } else if (item instanceof QueueItem.Flush flush) {
        flush.done().complete(null);
      }
    }
    current = null;
    record = null;
    trouble = null;
    builder = null;
    openSince = null;
    paused = false;
    frames.forEach(frame -> listener.onAbandoned(frame, cause));
    return frames.isEmpty() ? Optional.empty() : Optional.of(lost(frames, cause, detail));
  }

  private static QueueItem.Lost lost(List<Received> frames, GapCause cause, String detail) {
    EncodedFrame last = frames.get(frames.size() - 1).frame();
    return new QueueItem.Lost(
        frames.get(0).frame().decodeTime(),
        last.decodeTime().plus(last.duration()),
        cause,
        detail,
        frames.size(),
        frames.stream().mapToLong(frame -> frame.frame().size()).sum());
  }

  /** Tells whether there is a recording. */
  void tellState() {
    boolean waits = openSince == null || paused;
    if (waits && (waitsFor == GapCause.NOT_SCHEDULED || waitsFor == GapCause.NO_EVENT)) {
      listener.onState(RecorderState.STANDBY, waitsBecause);
    } else if (waits) {
      listener.onState(
          RecorderState.WAITING_FOR_CAMERA,
          waitsBecause.isEmpty() ? "no frame has arrived yet" : waitsBecause);
    } else {
      listener.onState(RecorderState.RECORDING, recordingSince(openSince));
    }
  }

  /** Told once a frame: made once a recording. */
  private String recordingSince(@Nullable Instant since) {
    if (!Objects.equals(since, worded)) {
      worded = since;
      words = "recording since " + since;
    }
    return words;
  }

  private Gap gapFrom(LedgerEvent.Ended end) {
    return Gap.of(end.at(), laterOf(end.at(), clocks.instant()), end.cause(), end.detail());
  }

  private static Gap gapFrom(LedgerEvent.Lost lost) {
    return new Gap(
        new TimeRange(lost.from(), lost.to()),
        lost.cause(),
        lost.detail(),
        lost.frames(),
        lost.bytes());
  }

  private static LedgerEvent.Lost event(QueueItem.Lost lost) {
    return new LedgerEvent.Lost(
        lost.from(),
        lost.to(),
        lost.cause(),
        lost.detail(),
        number(lost.frames()),
        number(lost.bytes()));
  }

  private static OptionalLong number(long value) {
    return value == QueueItem.Lost.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static Instant laterOf(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
