package io.finalnvr.core.record;

import io.finalnvr.CameraException;
import io.finalnvr.CameraFailure;
import io.finalnvr.CameraState;
import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Receipt;
import io.finalnvr.Recorder;
import io.finalnvr.RecorderListener;
import io.finalnvr.RecorderState;
import io.finalnvr.RecorderStatistics;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.record.QueueItem.Received;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.spi.MediaSource;
import io.finalnvr.spi.SourceFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records one camera: a {@link CameraLink} brings frames, the recorder places them on the timeline
 * and queues them, a {@link RecordLoop} makes them durable.
 */
public final class CameraRecorder implements Recorder {

  private static final Logger LOG = LoggerFactory.getLogger(CameraRecorder.class);

  private final String cameraId;
  private final Clocks clocks;
  private final RecorderHost host;
  private final FrameQueue queue;
  private final RecordLoop loop;
  private final RecorderCounters counters = new RecorderCounters();
  private final RecorderListeners listeners = new RecorderListeners();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final Session session = new Session();

  private volatile RecorderState state = RecorderState.WAITING_FOR_CAMERA;
  private volatile String reason = "starting";
  private volatile @Nullable Instant durableUntil;

  private final Object linkLock = new Object();
  private MediaSource source;
  private @Nullable CameraLink link;

  private CameraRecorder(
      String cameraId,
      CameraFootage footage,
      MediaSource source,
      Leases leases,
      Clocks clocks,
      long frameBudgetBytes,
      RecorderHost host) {
    this.cameraId = cameraId;
    this.clocks = clocks;
    this.host = host;
    this.queue = new FrameQueue(frameBudgetBytes, clocks);
    this.source = source;
    this.loop = new RecordLoop(cameraId, footage, leases, clocks, queue, new Progress());
  }

  /** A recorder that runs. */
  public static CameraRecorder start(
      String cameraId,
      CameraFootage footage,
      MediaSource source,
      Leases leases,
      Clocks clocks,
      long frameBudgetBytes,
      RecorderHost host) {
    CameraRecorder recorder =
        new CameraRecorder(cameraId, footage, source, leases, clocks, frameBudgetBytes, host);
    recorder.loop.start();
    return recorder;
  }

  /** Goes on with the camera as it is configured now. */
  public void reconnect(MediaSource other) {
    synchronized (linkLock) {
      source = other;
      if (link != null) {
        link.reconnect(other);
      }
    }
  }

  private void connect() {
    synchronized (linkLock) {
      if (link == null && !closing.get()) {
        link = new CameraLink(cameraId, source, clocks, session);
        link.start();
      }
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

  @Override
  public String cameraId() {
    return cameraId;
  }

  @Override
  public RecorderState state() {
    return state;
  }

  @Override
  public String reason() {
    return reason;
  }

  @Override
  public RecorderStatistics statistics() {
    return counters.snapshot(queue.bytesInFlight(), 0);
  }

  @Override
  public Optional<Instant> durableUntil() {
    return Optional.ofNullable(durableUntil);
  }

  @Override
  public CompletableFuture<Void> flush() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (state == RecorderState.CLOSED) {
      done.complete(null);
    } else {
      queue.put(new QueueItem.Flush(done));
    }
    return done;
  }

  @Override
  public void addListener(RecorderListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeListener(RecorderListener listener) {
    listeners.remove(listener);
  }

  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      loop.awaitEnd();
      return;
    }
    disconnect();
    loop.stop();
    state(RecorderState.CLOSED, "closed");
    host.onClosed(this);
  }

  private synchronized void state(RecorderState next, String why) {
    reason = why;
    if (state == next || state == RecorderState.CLOSED) {
      return;
    }
    LOG.info("camera {}: recorder {} -> {}, {}", cameraId, state, next, why);
    state = next;
    host.onRecorderState(this, next);
  }

  private void dropped(EncodedFrame frame, GapCause cause) {
    counters.framesDropped.increment();
    listeners.tell(listener -> listener.onDropped(frame, cause));
  }

  /** What the camera brings. */
  private final class Session implements CameraLink.Listener {
    private FramePlacer placer = new FramePlacer(Instant.EPOCH);
    private Instant placedUntil = Instant.EPOCH;
    private final Map<Integer, Instant> endOfTrack = new HashMap<>();
    private boolean begun;
    private long arrivalOrigin;
    private Instant arrivalOriginInstant = Instant.EPOCH;

    @Override
    public void onState(CameraState camera, @Nullable CameraFailure failure) {
      host.onCameraState(camera, failure);
    }

    @Override
    public void onTracks(List<Track> tracks) {
      host.onTracks(tracks);
      if (!begun) {
        begun = true;
        arrivalOrigin = clocks.nanoTime();
        arrivalOriginInstant = clocks.instant();
        Instant filledTo = loop.filledTo();
        placer = new FramePlacer(filledTo.isAfter(placedUntil) ? filledTo : placedUntil);
      } else {
        placer.tracksChanged();
      }
      queue.put(new QueueItem.Tracks(tracks));
    }

    @Override
    public void onFrame(SourceFrame source) {
      long received = clocks.nanoTime();
      Instant arrival =
          arrivalOriginInstant.plusNanos(received - arrivalOrigin).minus(source.kept());
      EncodedFrame frame = placer.place(source, arrival);
      Instant end = frame.decodeTime().plus(frame.duration());
      Instant before = endOfTrack.put(frame.track().id(), end);
      placedUntil = end.isAfter(placedUntil) ? end : placedUntil;
      counters.framesReceived.increment();
      counters.bytesReceived.add(frame.size());
      listeners.tell(listener -> listener.onReceived(frame));
      if (before != null && frame.discontinuity() && before.isBefore(frame.decodeTime())) {
        queue.put(
            new QueueItem.Lost(
                before,
                frame.decodeTime(),
                GapCause.PACKETS_LOST,
                "packets were lost between the camera and the recorder",
                QueueItem.Lost.UNKNOWN,
                QueueItem.Lost.UNKNOWN));
      }
      queue.offer(new Received(frame, received)).ifPresent(cause -> dropped(frame, cause));
    }

    @Override
    public void onSessionEnd(CameraException cause) {
      begun = false;
      endOfTrack.clear();
      if (closing.get()) {
        queue.put(new QueueItem.End(GapCause.STOPPED, "recording was stopped"));
        return;
      }
      counters.connectionsLost.increment();
      queue.put(new QueueItem.End(Failures.gapCause(cause.reason()), cause.getMessage()));
    }
  }

  /** What the loop achieves. */
  private final class Progress implements RecordLoop.Listener {
    @Override
    public void onReady() {
      connect();
    }

    @Override
    public void onFenced() {
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
