package io.finalnvr.core;

import io.finalnvr.Camera;
import io.finalnvr.CameraConfig;
import io.finalnvr.ConfigurationException;
import io.finalnvr.Export;
import io.finalnvr.ExportRequest;
import io.finalnvr.Footage;
import io.finalnvr.Hold;
import io.finalnvr.Nvr;
import io.finalnvr.NvrListener;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.Recorder;
import io.finalnvr.RetentionPlan;
import io.finalnvr.RetentionPolicy;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.StorageException;
import io.finalnvr.SyncGroup;
import io.finalnvr.TimeRange;
import io.finalnvr.Timeline;
import io.finalnvr.VerifyListener;
import io.finalnvr.VerifyRequest;
import io.finalnvr.VerifyResult;
import io.finalnvr.core.hold.CameraHolds;
import io.finalnvr.core.record.CameraFootage;
import io.finalnvr.core.record.CameraRecorder;
import io.finalnvr.core.record.Leases;
import io.finalnvr.core.retain.CameraRetention;
import io.finalnvr.core.retain.RetentionWorker;
import io.finalnvr.media.FragmentSink;
import io.finalnvr.media.FrameSink;
import io.finalnvr.media.Picture;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.MediaSource;
import io.finalnvr.spi.NvrSettings;
import io.finalnvr.spi.Store;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The engine behind {@link Nvr}: holds the catalogue's cameras, and what runs for them. */
final class NvrEngine implements Nvr {

  /** Of one hold in one pass of retention, so that other cameras have their turn. */
  private static final long MOST_COPIED = 256 << 20;

  private final NvrSettings settings;
  private final Clocks clocks;
  private final Store store;
  private final boolean ownsStore;
  private final Catalogue catalogue;
  private final Leases leases;
  private final Footages footages;
  private final ListenerCalls listeners;
  private final Playing playing;
  private final RetentionWorker retention;
  private final Map<String, EngineCamera> cameras = new ConcurrentSkipListMap<>();
  private final Object lifecycle = new Object();
  private boolean closed;

  private NvrEngine(NvrSettings settings, Clocks clocks, Store store, boolean ownsStore) {
    this.settings = settings;
    this.clocks = clocks;
    this.store = store;
    this.ownsStore = ownsStore;
    this.catalogue = new Catalogue(store.versionedMap("cameras"));
    this.leases = new Leases(store.versionedMap("leases"), clocks);
    this.footages = new Footages(store, leases, clocks);
    this.listeners = new ListenerCalls(settings.listeners());
    this.playing = new Playing(clocks, settings.mediaDecoder());
    this.retention = RetentionWorker.start(this::retentionOfAll, clocks);
  }

  static NvrEngine open(NvrSettings settings) {
    return open(settings, Clocks.system(settings.clock()));
  }

  static NvrEngine open(NvrSettings settings, Clocks clocks) {
    boolean owns = settings.store().isEmpty();
    Store store =
        settings
            .store()
            .or(
                () ->
                    settings
                        .storeConfig()
                        .map(config -> Providers.store(config.uri().getScheme()).open(config)))
            .orElseThrow(() -> new ConfigurationException("no store was given"));
    try {
      NvrEngine engine = new NvrEngine(settings, clocks, store, owns);
      try {
        engine.refreshCameras();
        return engine;
      } catch (RuntimeException e) {
        engine.retention.close();
        throw e;
      }
    } catch (RuntimeException e) {
      if (owns) {
        store.close();
      }
      throw e;
    }
  }

  @Override
  public Camera add(CameraConfig config) {
    requireSource(config);
    synchronized (lifecycle) {
      requireOpen();
      catalogue.add(config);
      EngineCamera camera = new EngineCamera(config, listeners);
      cameras.put(config.id(), camera);
      return camera;
    }
  }

  @Override
  public Camera edit(CameraConfig config) {
    requireSource(config);
    synchronized (lifecycle) {
      EngineCamera camera = known(config.id());
      // Before anything is changed: there is none where the camera is to show a log.
      Optional<MediaSource> source = camera.recorder().map(recorder -> mediaSource(config));
      catalogue.replace(config);
      boolean sameStream = isSameButForRetention(camera.config(), config);
      camera.config(config);
      if (!sameStream) {
        camera.recorder().ifPresent(recorder -> source.ifPresent(recorder::reconnect));
      }
      return camera;
    }
  }

  @Override
  public void remove(String cameraId, Footage footage) {
    synchronized (lifecycle) {
      EngineCamera camera = known(cameraId);
      camera.recorder().ifPresent(CameraRecorder::close);
      playing.closeAll(cameraId);
      CameraFootage stored = footageOf(cameraId);
      catalogue.remove(cameraId);
      cameras.remove(cameraId);
      footages.forget(cameraId);
      if (footage == Footage.DELETE) {
        stored.delete();
      }
    }
  }

  @Override
  public Optional<Camera> camera(String cameraId) {
    refreshCameras();
    return Optional.ofNullable(cameras.get(cameraId));
  }

  @Override
  public List<Camera> cameras() {
    refreshCameras();
    return List.copyOf(cameras.values());
  }

  @Override
  public Recorder record(String cameraId) {
    synchronized (lifecycle) {
      EngineCamera camera = known(cameraId);
      Optional<CameraRecorder> running = camera.recorder();
      if (running.isPresent()) {
        return running.get();
      }
      CameraRecorder recorder =
          CameraRecorder.start(
              cameraId,
              footageOf(cameraId),
              mediaSource(camera.config()),
              leases,
              clocks,
              settings.frameBudgetBytes(),
              camera);
      camera.recorder(recorder);
      return recorder;
    }
  }

  @Override
  public List<Recorder> recorders() {
    return cameras.values().stream()
        .flatMap(camera -> camera.recorder().stream())
        .map(Recorder.class::cast)
        .sorted(Comparator.comparing(Recorder::cameraId))
        .toList();
  }

  @Override
  public Player play(String cameraId, Playback playback, FrameSink sink) {
    known(cameraId);
    return playing.play(cameraId, footageOf(cameraId), playback, sink);
  }

  @Override
  public Player playFragments(String cameraId, Playback playback, FragmentSink sink) {
    known(cameraId);
    return playing.playFragments(cameraId, footageOf(cameraId), playback, sink);
  }

  @Override
  public SyncGroup playTogether(Playback playback) {
    synchronized (lifecycle) {
      requireOpen();
    }
    return playing.playTogether(
        playback,
        id -> {
          known(id);
          return footageOf(id);
        });
  }

  @Override
  public Timeline timeline(String cameraId) {
    known(cameraId);
    return footageOf(cameraId).timeline();
  }

  @Override
  public Camera retention(String cameraId, RetentionPolicy policy) {
    synchronized (lifecycle) {
      EngineCamera camera = known(cameraId);
      camera.config(catalogue.update(cameraId, builder -> builder.retention(policy)));
      return camera;
    }
  }

  @Override
  public RetentionPlan explainRetention(String cameraId) {
    refreshCameras();
    return explainRetention(cameraId, known(cameraId).config().retention());
  }

  @Override
  public RetentionPlan explainRetention(String cameraId, RetentionPolicy policy) {
    known(cameraId);
    return retentionOf(cameraId).plan(policy, clocks.instant());
  }

  @Override
  public RetentionPlan applyRetention(String cameraId) {
    refreshCameras();
    RetentionPolicy policy = known(cameraId).config().retention();
    return retentionOf(cameraId).apply(policy, clocks.instant(), Long.MAX_VALUE);
  }

  @Override
  public Hold hold(String cameraId, TimeRange range, String note) {
    known(cameraId);
    return footageOf(cameraId).holds().add(range, note);
  }

  @Override
  public List<Hold> holds(String cameraId) {
    known(cameraId);
    return footageOf(cameraId).holds().list();
  }

  @Override
  public void release(String holdId) {
    synchronized (lifecycle) {
      requireOpen();
    }
    footageOf(CameraHolds.cameraId(holdId)).holds().release(holdId);
  }

  private static boolean isSameButForRetention(CameraConfig one, CameraConfig other) {
    return !one.equals(other) && one.toBuilder().retention(other.retention()).build().equals(other);
  }

  private CameraRetention retentionOf(String cameraId) {
    return new CameraRetention(cameraId, footageOf(cameraId));
  }

  private SortedMap<String, Runnable> retentionOfAll() {
    SortedMap<String, Runnable> all = new TreeMap<>();
    catalogue
        .all()
        .forEach(
            (id, config) -> {
              if (!(config.retention() instanceof RetentionPolicy.KeepForever)) {
                all.put(
                    id,
                    () -> retentionOf(id).apply(config.retention(), clocks.instant(), MOST_COPIED));
              }
            });
    return all;
  }

  @Override
  public Export export(ExportRequest request, Path file) {
    return playing.export(request, footageOf(request.cameraIds()), file);
  }

  private List<CameraFootage> footageOf(List<String> cameraIds) {
    cameraIds.forEach(this::known);
    return cameraIds.stream().map(this::footageOf).toList();
  }

  @Override
  public Picture snapshot(String cameraId, SnapshotRequest request) {
    known(cameraId);
    return playing.snapshot(cameraId, footageOf(cameraId), request);
  }

  @Override
  public VerifyResult verify(VerifyRequest request, VerifyListener listener) {
    FrameLog log =
        request
            .camera()
            .map(
                id -> {
                  known(id);
                  return footageOf(id).footage();
                })
            .orElseGet(() -> namedLog(request.log().orElseThrow()));
    return Verification.run(log, request, listener);
  }

  private FrameLog namedLog(String name) {
    synchronized (lifecycle) {
      requireOpen();
    }
    FrameLog log = Verification.named(store, name);
    if (!log.exists()) {
      throw new ConfigurationException(
          "there is no log '%s'; there are: %s"
              .formatted(name, String.join(", ", store.frameLogNames())));
    }
    return log;
  }

  @Override
  public void addListener(NvrListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeListener(NvrListener listener) {
    listeners.remove(listener);
  }

  @Override
  public void close() {
    synchronized (lifecycle) {
      if (closed) {
        return;
      }
      closed = true;
      playing.close();
      retention.close();
      // At the same time: each takes as long as its camera and the store take.
      List<Thread> closing =
          recorders().stream()
              .map(recorder -> new Thread(recorder::close, "nvr-close-" + recorder.cameraId()))
              .toList();
      closing.forEach(Thread::start);
      closing.forEach(NvrEngine::join);
      leases.close();
      listeners.close();
      if (ownsStore) {
        store.close();
      }
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Other processes add, edit and remove cameras too. */
  private void refreshCameras() {
    synchronized (lifecycle) {
      requireOpen();
      SortedMap<String, CameraConfig> configs = catalogue.all();
      cameras
          .values()
          .removeIf(camera -> !configs.containsKey(camera.id()) && camera.recorder().isEmpty());
      configs.forEach(
          (id, config) ->
              cameras
                  .computeIfAbsent(id, any -> new EngineCamera(config, listeners))
                  .config(config));
    }
  }

  private EngineCamera known(String cameraId) {
    EngineCamera camera = cameras.get(cameraId);
    if (camera == null) {
      refreshCameras();
      camera = cameras.get(cameraId);
    }
    synchronized (lifecycle) {
      requireOpen();
    }
    if (camera == null) {
      throw Catalogue.unknown(cameraId);
    }
    return camera;
  }

  private CameraFootage footageOf(String cameraId) {
    EngineCamera camera = cameras.get(cameraId);
    String log = camera == null ? LogNames.footage(cameraId) : LogNames.footage(camera.config());
    return footages.of(cameraId, log);
  }

  private void requireSource(CameraConfig config) {
    LogNames.foreign(config).ifPresentOrElse(this::namedLog, () -> mediaSource(config));
  }

  private MediaSource mediaSource(CameraConfig config) {
    LogNames.foreign(config)
        .ifPresent(
            log -> {
              throw new ConfigurationException(
                  "camera %s shows the log %s of other software; it can't be recorded"
                      .formatted(config.id(), log));
            });
    return Providers.mediaSource(config.uri().getScheme(), settings.mediaSources()).create(config);
  }

  private void requireOpen() {
    if (closed) {
      throw new StorageException(StorageException.Reason.CLOSED, "the recorder is closed");
    }
  }
}
