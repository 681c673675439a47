package io.finalnvr.core.record;

import io.finalnvr.CameraException;
import io.finalnvr.CameraFailure;
import io.finalnvr.CameraState;
import io.finalnvr.Event;
import io.finalnvr.GapCause;
import io.finalnvr.RecordingSchedule;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.record.QueueItem.Received;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.SourceFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of a stream's frames from its sessions to the queue: gives them their places on the
 * timeline, and lets through what is to be recorded. Thread-safe; waits for nothing.
 */
final class StreamSession implements CameraLink.Listener {

  /** Is told what comes. */
  interface Listener {
    void onCameraState(CameraState state, @Nullable CameraFailure failure);

    void onTracks(List<Track> tracks);

    void onReceived(EncodedFrame frame);

    void onDropped(EncodedFrame frame, GapCause cause);

    void onLost();
  }

  private record Dropped(Received received, GapCause cause) {}

  private final Clocks clocks;
  private final ArrivalClock arrivals;
  private final Listener listener;
  private final Supplier<Instant> filledTo;
  private final Runnable queued;
  private final ReentrantLock lock = new ReentrantLock();
  private final RecordingGate gate;
  private final List<Dropped> dropped = new ArrayList<>();
  private final Map<Integer, Instant> endOfTrack = new HashMap<>();
  private FramePlacer placer = new FramePlacer(Instant.EPOCH);
  private Instant placedUntil = Instant.EPOCH;
  private List<Track> tracks = List.of();
  private boolean begun;
  private volatile QueueItem.@Nullable End plannedEnd;

  /**
   * Without a session yet.
   *
   * @param filledTo up to when the log is filled
   * @param queued called when something may have come into the queue, without a lock
   */
  StreamSession(
      Clocks clocks,
      FrameQueue queue,
      RecordingSchedule schedule,
      long preRollBytes,
      Supplier<Instant> filledTo,
      Runnable queued,
      Listener listener) {
    this.clocks = clocks;
    this.arrivals = new ArrivalClock(clocks);
    this.filledTo = filledTo;
    this.queued = queued;
    this.listener = listener;
    this.gate =
        new RecordingGate(
            queue,
            schedule,
            clocks.instant(),
            preRollBytes,
            clocks::nanoTime,
            (received, cause) -> dropped.add(new Dropped(received, cause)));
  }

  @Override
  public void onState(CameraState camera, @Nullable CameraFailure failure) {
    listener.onCameraState(camera, failure);
  }

  @Override
  public void onTracks(List<Track> announced) {
    listener.onTracks(announced);
    tracks = List.copyOf(announced);
    if (!begun) {
      begin();
    } else {
      placer.tracksChanged(placedUntil);
    }
    atGate(open -> open.tracks(tracks));
  }

  private void begin() {
    begun = true;
    arrivals.set();
    Instant filled = filledTo.get();
    placer = new FramePlacer(filled.isAfter(placedUntil) ? filled : placedUntil);
  }

  /** Where the recorder's clock was set, another recording begins with the next key frame. */
  private void followClock(SourceFrame next) {
    boolean sees = tracks.stream().anyMatch(VideoTrack.class::isInstance);
    if (sees && !(next.keyFrame() && next.track() instanceof VideoTrack)) {
      return;
    }
    arrivals
        .step()
        .ifPresent(
            step -> {
              String words =
                  "the recorder's clock was set %s by %s s"
                      .formatted(step.isNegative() ? "back" : "forward", step.abs().toSeconds());
              endOfTrack.clear();
              begin();
              atGate(
                  open -> {
                    open.end(new QueueItem.End(GapCause.CLOCK_SET, words), clocks.instant());
                    open.tracks(tracks);
                  });
            });
  }

  @Override
  public void onFrame(SourceFrame source) {
    long received = clocks.nanoTime();
    followClock(source);
    Instant arrival = arrivals.at(received).minus(source.kept());
    EncodedFrame frame = placer.place(source, arrival);
    Instant before = endOfTrack.put(frame.track().id(), frame.decodeTime().plus(frame.duration()));
    Instant end = RecordBuilder.endOf(frame);
    placedUntil = end.isAfter(placedUntil) ? end : placedUntil;
    listener.onReceived(frame);
    atGate(
        open -> {
          if (before != null && frame.discontinuity() && before.isBefore(frame.decodeTime())) {
            open.lost(lost(before, frame.decodeTime()));
          }
          open.frame(new Received(frame, received));
        });
  }

  private static QueueItem.Lost lost(Instant from, Instant to) {
    return new QueueItem.Lost(
        from,
        to,
        GapCause.PACKETS_LOST,
        "packets were lost between the camera and the recorder",
        QueueItem.Lost.UNKNOWN,
        QueueItem.Lost.UNKNOWN);
  }

  /** The session will be ended on purpose. */
  void endsAsPlanned(GapCause cause, String detail) {
    plannedEnd = new QueueItem.End(cause, detail);
  }

  /** The next session is a new one. */
  void mayBegin() {
    plannedEnd = null;
  }

  @Override
  public void onSessionEnd(CameraException cause) {
    begun = false;
    endOfTrack.clear();
    QueueItem.@Nullable End planned = plannedEnd;
    if (planned == null) {
      listener.onLost();
    }
    QueueItem.End end =
        planned != null
            ? planned
            : new QueueItem.End(Failures.gapCause(cause.reason()), cause.getMessage());
    atGate(open -> open.end(end, clocks.instant()));
  }

  /** Nothing more comes. */
  void stop(String why) {
    atGate(open -> open.stop(new QueueItem.End(GapCause.STOPPED, why)));
  }

  /** An event has happened; whether it counts for the recording. */
  boolean onEvent(Event event) {
    return ask(open -> open.event(event));
  }

  /** Another schedule holds from now on. */
  void schedule(RecordingSchedule other) {
    atGate(
        open -> {
          if (!open.schedule().equals(other)) {
            open.schedule(other, clocks.instant());
          }
        });
  }

  /** Time goes by; whether the camera is needed. */
  boolean tick() {
    Instant now = clocks.instant();
    return ask(
        open -> {
          open.tick(now);
          return open.needsCamera(now);
        });
  }

  /** Bytes kept in case of an event. */
  long bytesKept() {
    return ask(RecordingGate::bytes);
  }

  /** Frames that the schedule did not ask for. */
  long passedOver() {
    return ask(RecordingGate::passedOver);
  }

  private void atGate(Consumer<RecordingGate> action) {
    ask(
        open -> {
          action.accept(open);
          return true;
        });
  }

  /** Listeners are told after the lock is given back. */
  private <T> T ask(Function<RecordingGate, T> question) {
    List<Dropped> now;
    T answer;
    lock.lock();
    try {
      answer = question.apply(gate);
      now = List.copyOf(dropped);
      dropped.clear();
    } finally {
      lock.unlock();
    }
    queued.run();
    now.forEach(one -> listener.onDropped(one.received().frame(), one.cause()));
    return answer;
  }
}
