package io.finalnvr.core.record;

import io.finalnvr.Event;
import io.finalnvr.GapCause;
import io.finalnvr.RecordingSchedule;
import io.finalnvr.core.record.QueueItem.Received;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets through to the queue what is to be recorded, and keeps the newest of the rest in case of an
 * event. Not thread-safe.
 *
 * <p>Recording begins with the key frame at or before the first wanted instant and pauses after the
 * last wanted frame. It is over only when no event can reach back to there any more: until then it
 * goes on with exactly the frame after.
 */
final class RecordingGate {

  private enum State {
    /** No recording is under way. */
    CLOSED,
    /** What comes is recorded. */
    OPEN,
    /** Nothing is recorded, but what is kept follows the recording without a hole. */
    PAUSED
  }

  private final FrameQueue queue;
  private final WantedTimes wanted;
  private final long mostBytes;
  private final LongSupplier nanoTime;
  private final BiConsumer<Received, GapCause> dropped;
  private final PreRoll kept = new PreRoll();

  private State state = State.CLOSED;
  private List<Track> tracks = List.of();
  private @Nullable List<Track> sentTracks;
  private boolean connected;
  private boolean overfull;
  private Instant leadInUntil = Instant.MIN;
  private Instant newest = Instant.MIN;
  private @Nullable GapCause waitsFor;
  private Instant waitsSince;
  private long passedOver;

  /**
   * A gate that waits for a session.
   *
   * @param mostBytes how much it may keep in case of an event
   * @param nanoTime what is kept and then asked for counts as received at that time
   * @param dropped told of frames for which the queue had no room
   */
  RecordingGate(
      FrameQueue queue,
      RecordingSchedule schedule,
      Instant now,
      long mostBytes,
      LongSupplier nanoTime,
      BiConsumer<Received, GapCause> dropped) {
    this.queue = queue;
    this.wanted = new WantedTimes(schedule, now);
    this.waitsSince = now;
    this.mostBytes = mostBytes;
    this.nanoTime = nanoTime;
    this.dropped = dropped;
  }

  long bytes() {
    return kept.bytes();
  }

  /** How many frames nobody asked for in time. */
  long passedOver() {
    return passedOver;
  }

  boolean needsCamera(Instant now) {
    return wanted.needsCamera(now);
  }

  RecordingSchedule schedule() {
    return wanted.schedule();
  }

  /** A session begins, or goes on with other tracks. */
  void tracks(List<Track> announced) {
    connected = true;
    tracks = announced;
    if (state == State.OPEN) {
      send(new QueueItem.Tracks(announced));
      sentTracks = announced;
    }
  }

  void frame(Received received) {
    Instant time = received.frame().decodeTime();
    Instant before = newest;
    newest = time.isAfter(newest) ? time : newest;
    if (state == State.OPEN && (!time.isAfter(leadInUntil) || wanted.isWanted(time))) {
      record(received);
      return;
    }
    if (state == State.OPEN) {
      pause(time);
    }
    if (!kept.add(received, tracks)) {
      if (beginsWithSound(received, time)) {
        state = State.OPEN;
        leadInUntil = time;
        record(received);
        return;
      }
      passedOver++;
    }
    release(before, newest);
    keepNoMore(newest);
  }

  /** Sound that comes before the first picture of a session is recorded with that. */
  private boolean beginsWithSound(Received received, Instant time) {
    return state == State.CLOSED
        && kept.isEmpty()
        && received.frame().track().kind() == TrackKind.AUDIO
        && wanted.isWanted(time);
  }

  /** Frames are missing before the next one. */
  void lost(QueueItem.Lost lost) {
    if (state == State.OPEN) {
      send(lost);
    } else {
      kept.add(lost);
    }
  }

  /** The session is over. */
  void end(QueueItem.End end, Instant now) {
    connected = false;
    if (state == State.OPEN) {
      send(end);
      closed();
      waitsFor = end.cause();
      waitsSince = now;
    } else {
      kept.add(end);
    }
  }

  /** The recorder is being closed: nothing more comes. */
  void stop(QueueItem.End end) {
    connected = false;
    drop(kept.removeAll());
    if (state != State.CLOSED) {
      send(end);
      closed();
    }
    waitsFor = end.cause();
  }

  /** An event; whether it counts. */
  boolean event(Event event) {
    boolean counts = wanted.take(event);
    if (counts) {
      release(kept.oldest(), newest);
    }
    return counts;
  }

  /** Another schedule holds from now on. */
  void schedule(RecordingSchedule other, Instant now) {
    Instant from = connected && newest.isAfter(Instant.MIN) ? newest : now;
    wanted.schedule(other, from);
    release(from, newest);
    keepNoMore(from);
    tick(now);
  }

  /** Time goes by, with frames or without. */
  void tick(Instant now) {
    if (!connected) {
      keepNoMore(now);
    }
    wanted.forgetOld(now);
    if (state == State.CLOSED) {
      tellWhatIsMissing(now);
    }
  }

  /** Lets go what is wanted of what is kept. */
  private void release(Instant from, Instant to) {
    if (state == State.OPEN || kept.isEmpty()) {
      return;
    }
    Instant oldest = kept.oldest();
    wanted.firstWanted(from.isAfter(oldest) ? from : oldest, to).ifPresent(this::open);
  }

  private void open(Instant first) {
    int before = kept.groupsBefore(first);
    if (state == State.PAUSED && before > 0) {
      endPaused();
    }
    tellWhatDidNotFit(first);
    for (int i = 0; i < before; i++) {
      drop(List.of(kept.removeOldest()));
    }
    queue.makeRoom(kept.bytes(), mostBytes);
    List<PreRoll.Group> groups = kept.removeAll();
    state = State.OPEN;
    leadInUntil = first;
    newest = Instant.MIN;
    List<Track> announced = tracks;
    boolean stillConnected = connected;
    for (PreRoll.Group group : groups) {
      tracks = group.tracks();
      group.items().forEach(this::feed);
    }
    connected = stillConnected;
    if (!tracks.equals(announced)) {
      tracks(announced);
      connected = stillConnected;
    }
  }

  private void feed(QueueItem item) {
    if (item instanceof Received received) {
      frame(new Received(received.frame(), nanoTime.getAsLong()));
    } else if (item instanceof QueueItem.Lost lost) {
      lost(lost);
    } else if (item instanceof QueueItem.End end) {
      end(end, newest);
    }
  }

  private void record(Received received) {
    if (!tracks.equals(sentTracks)) {
      send(new QueueItem.Tracks(tracks));
      sentTracks = tracks;
    }
    waitsFor = null;
    queue.offer(received).ifPresent(cause -> dropped.accept(received, cause));
  }

  private void pause(Instant at) {
    GapCause cause = wanted.whyNot(at);
    send(new QueueItem.Pause(cause, words(cause)));
    state = State.PAUSED;
    waitsFor = cause;
    waitsSince = at;
    leadInUntil = Instant.MIN;
    kept.goOn(tracks);
  }

  /** Nothing can follow the paused recording without a hole any more. */
  private void endPaused() {
    GapCause cause = waitsFor == null ? GapCause.NOT_SCHEDULED : waitsFor;
    send(new QueueItem.End(cause, words(cause)));
    closed();
  }

  private void closed() {
    state = State.CLOSED;
    sentTracks = null;
    leadInUntil = Instant.MIN;
  }

  private void keepNoMore(Instant now) {
    Instant needed = wanted.oldestNeeded(now);
    while (kept.hasOlderThan(needed) || (!connected && kept.isAllBefore(needed))) {
      forgetOldest();
    }
    while (kept.bytes() > mostBytes) {
      overfull = true;
      forgetOldest();
    }
  }

  private void forgetOldest() {
    drop(List.of(kept.removeOldest()));
    if (state == State.PAUSED) {
      endPaused();
    }
  }

  private void drop(List<PreRoll.Group> groups) {
    groups.forEach(group -> passedOver += group.frames());
  }

  private void tellWhatDidNotFit(Instant first) {
    Instant asked = wanted.firstWanted(waitsSince, first).orElse(first);
    if (overfull && state == State.CLOSED && asked.isBefore(kept.oldest())) {
      send(
          new QueueItem.Waiting(
              asked,
              GapCause.OVERLOAD,
              "the pre-roll did not fit into %d bytes".formatted(mostBytes)));
    }
    overfull = false;
  }

  private void tellWhatIsMissing(Instant now) {
    if (waitsFor == GapCause.STOPPED) {
      return;
    }
    GapCause cause;
    Instant at = now;
    if (!wanted.isWanted(now)) {
      cause = wanted.whyNot(now);
    } else if (connected || waitsFor == null || !waitsFor.asPlanned()) {
      return;
    } else {
      cause = GapCause.CAMERA_UNREACHABLE;
      at = wanted.firstWanted(waitsSince, now).orElse(now);
    }
    if (cause != waitsFor) {
      send(new QueueItem.Waiting(at, cause, words(cause)));
      waitsFor = cause;
      waitsSince = now;
    }
  }

  private static String words(GapCause cause) {
    return switch (cause) {
      case NO_EVENT -> "waiting for an event";
      case NOT_SCHEDULED -> "the schedule asks for no recording";
      default -> "the camera was not there when it was to be recorded";
    };
  }

  private void send(QueueItem item) {
    queue.put(item);
  }
}
