package io.finalnvr.core.record;

import io.finalnvr.CameraFailure;
import io.finalnvr.CameraState;
import io.finalnvr.Event;
import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Receipt;
import io.finalnvr.RecorderState;
import io.finalnvr.RecorderStatistics;
import io.finalnvr.RecordingSchedule;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.record.QueueItem.Received;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.spi.MediaSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records one stream of a camera: a {@link CameraLink} brings frames, a {@link StreamSession}
 * places them on the timeline and queues what is wanted, a {@link RecordLoop} makes them durable.
 */
final class StreamRecorder {

  /** Is told what goes on. Calls come from the recorder's threads and must return quickly. */
  interface Host {
    void onCameraState(CameraState state, @Nullable CameraFailure failure);

    void onTracks(List<Track> tracks);

    void onState(RecorderState state);

    void onGap(Gap gap);
  }

  private static final Logger LOG = LoggerFactory.getLogger(StreamRecorder.class);
  private static final String STOPPED = "recording was stopped";

  private final String name;
  private final Clocks clocks;
  private final Host host;
  private final FrameQueue queue;
  private final RecordLoop loop;
  private final StreamSession session;
  private final RecorderCounters counters = new RecorderCounters();
  private final RecorderListeners listeners = new RecorderListeners();
  private final ReceiptThread receipts;
  private final AtomicBoolean closing = new AtomicBoolean();

  private volatile RecorderState state = RecorderState.WAITING_FOR_CAMERA;
  private volatile String reason = "starting";
  private volatile @Nullable Instant durableUntil;

  private final Object linkLock = new Object();
  private MediaSource source;
  private @Nullable CameraLink link;
  private boolean ready;

  /** One that does nothing yet. */
  StreamRecorder(StreamSettings settings, Leases leases, Clocks clocks, Host host) {
    this.name = settings.name();
    this.clocks = clocks;
    this.host = host;
    this.queue = new FrameQueue(settings.frameBudgetBytes(), settings.sharedBudget(), clocks);
    this.source = settings.source();
    this.receipts = new ReceiptThread(name, () -> !listeners.isEmpty());
    this.loop =
        new RecordLoop(name, settings.footage(), leases, clocks, queue, receipts, new Progress());
    this.session =
        new StreamSession(
            clocks,
            queue,
            settings.schedule(),
            settings.preRollBudgetBytes(),
            loop::filledTo,
            loop::onQueued,
            new Arrivals());
  }

  void start() {
    loop.start();
  }

  /** Goes on with the camera as it is configured now. */
  void reconnect(MediaSource other) {
    synchronized (linkLock) {
      source = other;
      if (link != null) {
        link.reconnect(other);
      }
    }
  }

  /**
   * From now on records by another schedule. Blocks up to 10 s where that disconnects the camera.
   */
  void schedule(RecordingSchedule other) {
    session.schedule(other);
    tick();
  }

  /** An event has happened; whether it counts for the recording. */
  boolean onEvent(Event event) {
    return session.onEvent(event);
  }

  /**
   * Time goes by: connects and disconnects as the schedule says. Blocks up to 10 s where it
   * disconnects.
   */
  void tick() {
    if (session.tick()) {
      connect();
    } else {
      session.endsAsPlanned(GapCause.NOT_SCHEDULED, "the schedule asks for no recording");
      disconnect();
    }
  }

  private void connect() {
    synchronized (linkLock) {
      if (ready && link == null && !closing.get()) {
        session.mayBegin();
        link = new CameraLink(name, source, clocks, session);
        link.start();
      }
    }
  }

  private void ready(boolean is) {
    synchronized (linkLock) {
      ready = is;
    }
  }

  private void disconnect() {
    CameraLink ending;
    synchronized (linkLock) {
      ending = link;
      link = null;
    }
    if (ending != null) {
      ending.close();
    }
  }

  RecorderState state() {
    return state;
  }

  String reason() {
    return reason;
  }

  RecorderStatistics statistics() {
    return counters.snapshot(queue.bytesInFlight(), session.passedOver(), session.bytesKept());
  }

  Optional<Instant> durableUntil() {
    return Optional.ofNullable(durableUntil);
  }

  CompletableFuture<Void> flush() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (state == RecorderState.CLOSED) {
      done.complete(null);
    } else {
      queue.put(new QueueItem.Flush(done));
    }
    return done;
  }

  RecorderListeners listeners() {
    return listeners;
  }

  /** Idempotent; takes 15 s at most. */
  void close() {
    if (!closing.compareAndSet(false, true)) {
      loop.awaitEnd();
      return;
    }
    session.endsAsPlanned(GapCause.STOPPED, STOPPED);
    disconnect();
    session.stop(STOPPED);
    loop.stop();
    receipts.close();
    queue.close();
    state(RecorderState.CLOSED, "closed");
  }

  private synchronized void state(RecorderState next, String why) {
    reason = why;
    if (state == next || state == RecorderState.CLOSED) {
      return;
    }
    LOG.info("camera {}: recorder {} -> {}, {}", name, state, next, why);
    state = next;
    host.onState(next);
  }

  private void dropped(EncodedFrame frame, GapCause cause) {
    counters.framesDropped.increment();
    listeners.tell(listener -> listener.onDropped(frame, cause));
  }

  /** What the camera brings. */
  private final class Arrivals implements StreamSession.Listener {
    @Override
    public void onCameraState(CameraState camera, @Nullable CameraFailure failure) {
      host.onCameraState(camera, failure);
    }

    @Override
    public void onTracks(List<Track> tracks) {
      host.onTracks(tracks);
    }

    @Override
    public void onReceived(EncodedFrame frame) {
      counters.framesReceived.increment();
      counters.bytesReceived.add(frame.size());
      listeners.tell(listener -> listener.onReceived(frame));
    }

    @Override
    public void onDropped(EncodedFrame frame, GapCause cause) {
      dropped(frame, cause);
    }

    @Override
    public void onLost() {
      counters.connectionsLost.increment();
    }
  }

  /** What the loop achieves. */
  private final class Progress implements RecordLoop.Listener {
    @Override
    public void onReady() {
      ready(true);
      if (session.tick()) {
        connect();
      }
    }

    @Override
    public void onFenced() {
      ready(false);
      disconnect();
    }

    @Override
    public void onState(RecorderState next, String why) {
      state(next, why);
    }

    @Override
    public void onRecording() {
      counters.recordings.increment();
    }

    @Override
    public void onGap(Gap gap) {
      host.onGap(gap);
    }

    @Override
    public void onDurable(Pending record) {
      long now = clocks.nanoTime();
      for (Received received : record.frames()) {
        EncodedFrame frame = received.frame();
        queue.settled(frame.size());
        counters.framesDurable.increment();
        counters.bytesDurable.add(frame.size());
        Instant end = frame.decodeTime().plus(frame.duration());
        Instant until = durableUntil;
        durableUntil = until == null || end.isAfter(until) ? end : until;
        Receipt receipt = new Receipt(frame, Duration.ofNanos(now - received.receivedNanos()));
        listeners.tell(listener -> listener.onReceipt(receipt));
      }
    }

    @Override
    public void onAbandoned(Received received, GapCause cause) {
      queue.settled(received.frame().size());
      dropped(received.frame(), cause);
    }
  }
}
