package io.finalnvr.core;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraStream;
import io.finalnvr.ConfigurationException;
import io.finalnvr.core.record.CameraRecorder;
import io.finalnvr.core.record.Leases;
import io.finalnvr.core.record.SharedBudget;
import io.finalnvr.core.record.StreamSettings;
import io.finalnvr.spi.MediaSource;
import io.finalnvr.spi.NvrSettings;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Starts recorders, and keeps them to their schedules. Thread-safe. */
final class Recording implements AutoCloseable {

  private final NvrSettings settings;
  private final SharedBudget frameBudget;
  private final Footages footages;
  private final Leases leases;
  private final Clocks clocks;
  private final Happenings happenings;
  private final Supplier<Collection<EngineCamera>> cameras;
  private final Object configuring = new Object();

  /** By which configurations recorders go. */
  private final Map<String, CameraConfig> applied = new ConcurrentHashMap<>();

  private final ScheduleKeeper keeper;

  /**
   * Without a recorder.
   *
   * @param cameras those known
   * @param catalogue how they are configured now
   */
  Recording(
      NvrSettings settings,
      Footages footages,
      Leases leases,
      Clocks clocks,
      Happenings happenings,
      Supplier<Collection<EngineCamera>> cameras,
      Supplier<? extends Map<String, CameraConfig>> catalogue) {
    this.settings = settings;
    this.frameBudget = new SharedBudget(settings.totalFrameBudgetBytes());
    this.footages = footages;
    this.leases = leases;
    this.clocks = clocks;
    this.happenings = happenings;
    this.cameras = cameras;
    this.keeper =
        ScheduleKeeper.start(
            clocks, () -> running().forEach(CameraRecorder::tick), () -> takeOver(catalogue));
  }

  /** Other processes set schedules and edit cameras too. */
  private void takeOver(Supplier<? extends Map<String, CameraConfig>> catalogue) {
    List<EngineCamera> recorded =
        cameras.get().stream().filter(camera -> camera.recorder().isPresent()).toList();
    Map<String, CameraConfig> before = Map.copyOf(applied);
    Map<String, CameraConfig> all = recorded.isEmpty() ? Map.of() : catalogue.get();
    for (EngineCamera camera : recorded) {
      CameraConfig now = all.get(camera.id());
      synchronized (configuring) {
        CameraConfig known = applied.get(camera.id());
        // Unless it was configured here meanwhile.
        if (now != null && known == before.get(camera.id()) && !now.equals(known)) {
          configure(camera, now);
        }
      }
    }
  }

  private List<CameraRecorder> running() {
    return cameras.get().stream().flatMap(camera -> camera.recorder().stream()).toList();
  }

  /** A camera is configured otherwise: its recorder, if there is one, goes on accordingly. */
  void configure(EngineCamera camera, CameraConfig now) {
    synchronized (configuring) {
      CameraConfig before = applied.getOrDefault(camera.id(), now);
      camera.config(now);
      Optional<CameraRecorder> recorder = camera.recorder();
      if (recorder.isPresent()) {
        configure(recorder.get(), before, now);
        applied.put(camera.id(), now);
      }
    }
  }

  private void configure(CameraRecorder recorder, CameraConfig before, CameraConfig now) {
    boolean anew = before.equals(now);
    for (CameraStream stream : CameraStream.values()) {
      boolean recorded = recorder.streams().contains(stream);
      boolean wanted = streamsOf(now).contains(stream);
      if (recorded && !wanted) {
        recorder.end(stream);
      } else if (!recorded && wanted) {
        recorder.begin(stream, settings(now, stream));
      } else if (wanted && (anew || !isSameConnection(before, now, stream))) {
        recorder.reconnect(stream, source(now.forStream(stream)));
      }
    }
    recorder.schedule(now);
  }

  private static boolean isSameConnection(
      CameraConfig before, CameraConfig now, CameraStream stream) {
    CameraConfig one = before.forStream(stream);
    CameraConfig other = now.forStream(stream);
    return one.toBuilder()
        .retention(other.retention())
        .schedule(other.schedule())
        .withoutSub()
        .build()
        .equals(other.toBuilder().withoutSub().build());
  }

  /** A recorder of a camera that runs. */
  CameraRecorder start(EngineCamera camera) {
    CameraConfig config = camera.config();
    Map<CameraStream, StreamSettings> streams = new EnumMap<>(CameraStream.class);
    streamsOf(config).forEach(stream -> streams.put(stream, settings(config, stream)));
    applied.put(config.id(), config);
    return CameraRecorder.start(
        config.id(),
        streams,
        leases,
        clocks,
        listener -> happenings.sinceYesterday(config.id(), listener),
        camera);
  }

  private StreamSettings settings(CameraConfig config, CameraStream stream) {
    CameraConfig own = config.forStream(stream);
    return new StreamSettings(
        LogNames.stream(config.id(), stream),
        footages.of(config.id(), stream, Optional.empty()),
        source(own),
        own.schedule(),
        settings.frameBudgetBytes(),
        frameBudget,
        settings.preRollBudgetBytes());
  }

  static List<CameraStream> streamsOf(CameraConfig config) {
    return config.sub().isPresent()
        ? List.of(CameraStream.MAIN, CameraStream.SUB)
        : List.of(CameraStream.MAIN);
  }

  /**
   * Finds out that a camera can be connected to.
   *
   * @throws ConfigurationException when it can't, because of what its URIs say
   */
  void requireSources(CameraConfig config) {
    streamsOf(config).forEach(stream -> source(config.forStream(stream)));
  }

  MediaSource source(CameraConfig config) {
    LogNames.foreign(config)
        .ifPresent(
            log -> {
              throw new ConfigurationException(
                  "camera %s shows the log %s of other software; it can't be recorded"
                      .formatted(config.id(), log));
            });
    return Providers.mediaSource(config.uri().getScheme(), settings.mediaSources()).create(config);
  }

  /** Ends the schedules, then the recorders, at the same time: each as long as its camera takes. */
  @Override
  public void close() {
    keeper.close();
    List<Thread> closing =
        running().stream()
            .map(recorder -> new Thread(recorder::close, "nvr-close-" + recorder.cameraId()))
            .toList();
    closing.forEach(Thread::start);
    closing.forEach(Recording::join);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
