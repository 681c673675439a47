package io.finalnvr.core.record;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraFailure;
import io.finalnvr.CameraState;
import io.finalnvr.CameraStream;
import io.finalnvr.Event;
import io.finalnvr.Gap;
import io.finalnvr.Recorder;
import io.finalnvr.RecorderListener;
import io.finalnvr.RecorderState;
import io.finalnvr.RecorderStatistics;
import io.finalnvr.RecordingSchedule;
import io.finalnvr.Subscription;
import io.finalnvr.core.Clocks;
import io.finalnvr.media.Track;
import io.finalnvr.spi.MediaSource;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records one camera: each of its streams by a {@link StreamRecorder}, which live and end together.
 */
public final class CameraRecorder implements Recorder {

  private final String cameraId;
  private final RecorderHost host;
  private final Map<CameraStream, StreamRecorder> streams = new ConcurrentSkipListMap<>();
  private final Leases leases;
  private final Clocks clocks;
  private final StreamRecorder main;
  private final Function<Consumer<Event>, Subscription> events;
  private final Object eventsLock = new Object();
  private @Nullable Subscription following;
  private boolean closed;

  private CameraRecorder(
      String cameraId,
      Map<CameraStream, StreamSettings> settings,
      Leases leases,
      Clocks clocks,
      Function<Consumer<Event>, Subscription> events,
      RecorderHost host) {
    this.cameraId = cameraId;
    this.leases = leases;
    this.clocks = clocks;
    this.events = events;
    this.host = host;
    settings.forEach((stream, own) -> streams.put(stream, recorder(stream, own)));
    this.main = stream(CameraStream.MAIN);
  }

  /**
   * A recorder that runs.
   *
   * @param settings of each stream; there is always a main one
   * @param events follows what happens in front of the camera; only where a schedule needs it
   */
  public static CameraRecorder start(
      String cameraId,
      Map<CameraStream, StreamSettings> settings,
      Leases leases,
      Clocks clocks,
      Function<Consumer<Event>, Subscription> events,
      RecorderHost host) {
    CameraRecorder recorder = new CameraRecorder(cameraId, settings, leases, clocks, events, host);
    recorder.streams.values().forEach(StreamRecorder::start);
    recorder.followWhere(settings.values().stream().map(StreamSettings::schedule));
    return recorder;
  }

  private StreamRecorder recorder(CameraStream stream, StreamSettings settings) {
    return new StreamRecorder(settings, leases, clocks, new StreamHost(stream));
  }

  private StreamRecorder stream(CameraStream stream) {
    StreamRecorder recorder = streams.get(stream);
    if (recorder == null) {
      throw new IllegalStateException("camera %s: no %s stream".formatted(cameraId, stream.word()));
    }
    return recorder;
  }

  /** The streams that it records. */
  public List<CameraStream> streams() {
    return List.copyOf(streams.keySet());
  }

  /** Records one more stream from now on. */
  public void begin(CameraStream stream, StreamSettings settings) {
    StreamRecorder recorder = recorder(stream, settings);
    streams.put(stream, recorder);
    recorder.start();
  }

  /** Records a stream no more; blocks up to 15 s. */
  public void end(CameraStream stream) {
    StreamRecorder ending = streams.remove(stream);
    if (ending != null) {
      ending.close();
    }
  }

  /** Goes on with a stream as it is configured now. */
  public void reconnect(CameraStream stream, MediaSource other) {
    stream(stream).reconnect(other);
  }

  /** From now on records by the schedules of a configuration. */
  public void schedule(CameraConfig config) {
    Map<CameraStream, RecordingSchedule> schedules = new EnumMap<>(CameraStream.class);
    for (CameraStream stream : streams.keySet()) {
      if (stream == CameraStream.MAIN || config.sub().isPresent()) {
        schedules.put(stream, config.forStream(stream).schedule());
      }
    }
    followWhere(schedules.values().stream());
    schedules.forEach((stream, schedule) -> stream(stream).schedule(schedule));
  }

  private void followWhere(Stream<RecordingSchedule> schedules) {
    boolean needed = schedules.anyMatch(CameraRecorder::needsEvents);
    synchronized (eventsLock) {
      if (needed && following == null && !closed) {
        following = events.apply(this::onEvent);
      }
    }
  }

  private static boolean needsEvents(RecordingSchedule schedule) {
    if (schedule instanceof RecordingSchedule.AnyOf anyOf) {
      return anyOf.schedules().stream().anyMatch(CameraRecorder::needsEvents);
    }
    if (schedule instanceof RecordingSchedule.AllOf allOf) {
      return allOf.schedules().stream().anyMatch(CameraRecorder::needsEvents);
    }
    return schedule instanceof RecordingSchedule.OnEvent;
  }

  private void stopFollowing() {
    Subscription ending;
    synchronized (eventsLock) {
      closed = true;
      ending = following;
      following = null;
    }
    if (ending != null) {
      ending.close();
    }
  }

  /** An event has happened; whether it counts for the recording of a stream. */
  public boolean onEvent(Event event) {
    boolean counts = false;
    for (StreamRecorder recorder : streams.values()) {
      counts |= recorder.onEvent(event);
    }
    return counts;
  }

  /** Time goes by. Blocks up to 10 s where a schedule says to disconnect the camera. */
  public void tick() {
    streams.values().forEach(StreamRecorder::tick);
  }

  @Override
  public String cameraId() {
    return cameraId;
  }

  @Override
  public RecorderState state() {
    return main.state();
  }

  @Override
  public String reason() {
    return main.reason();
  }

  @Override
  public RecorderStatistics statistics() {
    return main.statistics();
  }

  @Override
  public Optional<RecorderStatistics> statistics(CameraStream stream) {
    return Optional.ofNullable(streams.get(stream)).map(StreamRecorder::statistics);
  }

  @Override
  public Optional<Instant> durableUntil() {
    return main.durableUntil();
  }

  @Override
  public CompletableFuture<Void> flush() {
    return CompletableFuture.allOf(
        streams.values().stream().map(StreamRecorder::flush).toArray(CompletableFuture[]::new));
  }

  @Override
  public void addListener(RecorderListener listener) {
    main.listeners().add(listener);
  }

  @Override
  public void removeListener(RecorderListener listener) {
    main.listeners().remove(listener);
  }

  @Override
  public void close() {
    stopFollowing();
    List<Thread> others =
        streams.values().stream()
            .filter(recorder -> recorder != main)
            .map(recorder -> new Thread(recorder::close, "nvr-close-" + cameraId))
            .toList();
    others.forEach(Thread::start);
    main.close();
    for (Thread other : others) {
      try {
        other.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    host.onClosed(this);
  }

  /** Tells the engine of the main stream all, of another one what is missing. */
  private final class StreamHost implements StreamRecorder.Host {
    private final CameraStream stream;

    StreamHost(CameraStream stream) {
      this.stream = stream;
    }

    private boolean isMain() {
      return stream == CameraStream.MAIN;
    }

    @Override
    public void onCameraState(CameraState state, @Nullable CameraFailure failure) {
      if (isMain()) {
        host.onCameraState(state, failure);
      }
    }

    @Override
    public void onTracks(List<Track> tracks) {
      if (isMain()) {
        host.onTracks(tracks);
      }
    }

    @Override
    public void onState(RecorderState state) {
      if (isMain()) {
        host.onRecorderState(CameraRecorder.this, state);
      }
    }

    @Override
    public void onGap(Gap gap) {
      host.onGap(stream, gap);
    }
  }
}
