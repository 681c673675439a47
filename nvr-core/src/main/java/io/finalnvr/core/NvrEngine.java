package io.finalnvr.core;

import io.finalnvr.Bookmark;
import io.finalnvr.Camera;
import io.finalnvr.CameraConfig;
import io.finalnvr.CameraStream;
import io.finalnvr.Event;
import io.finalnvr.EventQuery;
import io.finalnvr.Export;
import io.finalnvr.ExportRequest;
import io.finalnvr.Footage;
import io.finalnvr.Hold;
import io.finalnvr.Import;
import io.finalnvr.ImportRequest;
import io.finalnvr.Nvr;
import io.finalnvr.NvrListener;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.Recorder;
import io.finalnvr.RecordingSchedule;
import io.finalnvr.RetentionPlan;
import io.finalnvr.RetentionPolicy;
import io.finalnvr.SheetRequest;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.StorageException;
import io.finalnvr.Subscription;
import io.finalnvr.SyncGroup;
import io.finalnvr.TimeRange;
import io.finalnvr.Timeline;
import io.finalnvr.VerifyListener;
import io.finalnvr.VerifyRequest;
import io.finalnvr.VerifyResult;
import io.finalnvr.VirtualFile;
import io.finalnvr.WebRtcView;
import io.finalnvr.analysis.Analysis;
import io.finalnvr.analysis.AnalysisRequest;
import io.finalnvr.analysis.AnalyzedFrame;
import io.finalnvr.analysis.FrameAnalyzer;
import io.finalnvr.analysis.MotionSettings;
import io.finalnvr.core.analyze.Runs;
import io.finalnvr.core.crypt.Encryption;
import io.finalnvr.core.crypt.KeyFile;
import io.finalnvr.core.hold.CameraHolds;
import io.finalnvr.core.motion.MotionDetector;
import io.finalnvr.core.record.CameraFootage;
import io.finalnvr.core.record.CameraRecorder;
import io.finalnvr.core.record.FootageImport;
import io.finalnvr.core.record.Leases;
import io.finalnvr.core.retain.CameraRetention;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrameSink;
import io.finalnvr.media.FragmentSink;
import io.finalnvr.media.FrameSink;
import io.finalnvr.media.Picture;
import io.finalnvr.media.WebRtcListener;
import io.finalnvr.media.WebRtcRequest;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.KeyProvider;
import io.finalnvr.spi.MediaSource;
import io.finalnvr.spi.NvrSettings;
import io.finalnvr.spi.Store;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The engine behind {@link Nvr}: holds the catalogue's cameras, and what runs for them. */
final class NvrEngine implements Nvr {

  /** Maps that hold passwords, and what people wrote. */
  private static final List<String> ENCRYPTED_AT_ONCE = List.of("cameras", "holds", "bookmarks");

  private final Clocks clocks;
  private final Store store;
  private final boolean ownsStore;
  private final Catalogue catalogue;
  private final Leases leases;
  private final Footages footages;
  private final Happenings happenings;
  private final Recording recording;
  private final ListenerCalls listeners;
  private final Playing playing;
  private final Analyses analyses;
  private final EventRetention eventRetention;
  private final Retaining retention;
  private final Cameras cameras;
  private final Object lifecycle = new Object();
  private boolean closed;

  private NvrEngine(NvrSettings settings, Clocks clocks, Store store, boolean ownsStore) {
    this.clocks = clocks;
    this.store = store;
    this.ownsStore = ownsStore;
    this.catalogue = new Catalogue(store.versionedMap("cameras"));
    this.leases = new Leases(store.versionedMap("leases"), clocks);
    this.footages = new Footages(store, leases, clocks);
    this.listeners = new ListenerCalls(settings.listeners());
    this.cameras = new Cameras(catalogue, listeners);
    this.playing = new Playing(clocks, settings.mediaDecoder(), settings.webRtc());
    Runs runs = new Runs(store);
    this.happenings = new Happenings(store, leases, clocks, runs);
    this.analyses = new Analyses(playing, happenings, listeners, runs, leases, clocks);
    this.eventRetention = new EventRetention(store, runs, leases, clocks);
    this.recording =
        new Recording(settings, footages, leases, clocks, happenings, cameras::all, catalogue::all);
    this.retention =
        new Retaining(
            clocks,
            catalogue::all,
            (id, stream) -> new CameraRetention(id, footageOf(id, stream)),
            eventRetention);
  }

  static NvrEngine open(NvrSettings settings) {
    return open(settings, Clocks.system(settings.clock()));
  }

  static NvrEngine open(NvrSettings settings, Clocks clocks) {
    boolean owns = settings.store().isEmpty();
    Store store = Providers.open(settings);
    try {
      Store open = Encryption.of(store, keys(settings), ENCRYPTED_AT_ONCE);
      NvrEngine engine = new NvrEngine(settings, clocks, open, owns);
      try {
        engine.refreshCameras();
        return engine;
      } catch (RuntimeException e) {
        engine.retention.close();
        engine.recording.close();
        throw e;
      }
    } catch (RuntimeException e) {
      if (owns) {
        store.close();
      }
      throw e;
    }
  }

  private static Optional<KeyProvider> keys(NvrSettings settings) {
    return settings.keyProvider().or(() -> settings.keyFile().map(KeyFile::read));
  }

  @Override
  public Camera add(CameraConfig config) {
    requireSource(config);
    synchronized (lifecycle) {
      requireOpen();
      catalogue.add(config);
      return cameras.add(config);
    }
  }

  @Override
  public Camera edit(CameraConfig config) {
    requireSource(config);
    synchronized (lifecycle) {
      EngineCamera camera = known(config.id());
      if (camera.recorder().isPresent()) {
        // Before anything is changed: there are none where the camera is to show a log.
        recording.requireSources(config);
      }
      catalogue.replace(config);
      recording.configure(camera, config);
      return camera;
    }
  }

  @Override
  public void remove(String cameraId, Footage footage) {
    synchronized (lifecycle) {
      EngineCamera camera = known(cameraId);
      camera.recorder().ifPresent(CameraRecorder::close);
      playing.closeAll(cameraId);
      analyses.closeAll(cameraId);
      List<CameraFootage> stored =
          Arrays.stream(CameraStream.values()).map(s -> footageOf(cameraId, s)).toList();
      catalogue.remove(cameraId);
      cameras.remove(cameraId);
      footages.forget(cameraId);
      if (footage == Footage.DELETE) {
        stored.forEach(CameraFootage::delete);
        happenings.deleteAll(cameraId);
        eventRetention.forget(cameraId);
      }
    }
  }

  @Override
  public Optional<Camera> camera(String cameraId) {
    refreshCameras();
    return cameras.get(cameraId).map(Camera.class::cast);
  }

  @Override
  public List<Camera> cameras() {
    refreshCameras();
    return List.copyOf(cameras.all());
  }

  @Override
  public Recorder record(String cameraId) {
    synchronized (lifecycle) {
      EngineCamera camera = known(cameraId);
      Optional<CameraRecorder> running = camera.recorder();
      if (running.isPresent()) {
        return running.get();
      }
      CameraRecorder recorder = recording.start(camera);
      camera.recorder(recorder);
      return recorder;
    }
  }

  @Override
  public List<Recorder> recorders() {
    return cameras.all().stream()
        .flatMap(camera -> camera.recorder().stream())
        .map(Recorder.class::cast)
        .sorted(Comparator.comparing(Recorder::cameraId))
        .toList();
  }

  @Override
  public Player play(String cameraId, Playback playback, FrameSink sink) {
    known(cameraId);
    return playing.play(cameraId, footageOf(cameraId, playback.stream()), playback, sink);
  }

  @Override
  public Player playDecoded(
      String cameraId, Playback playback, DecodeRequest request, DecodedFrameSink sink) {
    known(cameraId);
    return playing.playDecoded(
        cameraId, footageOf(cameraId, playback.stream()), playback, request, sink);
  }

  @Override
  public Player playFragments(String cameraId, Playback playback, FragmentSink sink) {
    known(cameraId);
    return playing.playFragments(cameraId, footageOf(cameraId, playback.stream()), playback, sink);
  }

  @Override
  public WebRtcView openWebRtc(String cameraId, WebRtcRequest request, WebRtcListener listener) {
    known(cameraId);
    return playing.openWebRtc(cameraId, footageOf(cameraId, request.stream()), request, listener);
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
          return footageOf(id, playback.stream());
        });
  }

  @Override
  public Timeline timeline(String cameraId, CameraStream stream) {
    known(cameraId);
    return footageOf(cameraId, stream).timeline();
  }

  @Override
  public Camera schedule(String cameraId, RecordingSchedule schedule) {
    synchronized (lifecycle) {
      EngineCamera camera = known(cameraId);
      CameraConfig changed = catalogue.update(cameraId, builder -> builder.schedule(schedule));
      recording.configure(camera, changed);
      return camera;
    }
  }

  @Override
  public Event trigger(String cameraId, String label) {
    Event event = Event.at(cameraId, label, clocks.instant()).triggering();
    append(event);
    return event;
  }

  @Override
  public void append(Event event) {
    // At once where it is recorded here; elsewhere through the store.
    known(event.cameraId()).recorder().ifPresent(recorder -> recorder.onEvent(event));
    happenings.append(event);
  }

  @Override
  public List<Event> events(EventQuery query) {
    query.cameraIds().forEach(this::known);
    return happenings.events(
        query.cameraIds().isEmpty()
            ? cameras().stream().map(Camera::id).toList()
            : query.cameraIds(),
        query);
  }

  @Override
  public void eventRetention(String cameraId, RetentionPolicy policy) {
    eventRetention.set(known(cameraId).id(), policy);
  }

  @Override
  public RetentionPolicy eventRetention(String cameraId) {
    return eventRetention.of(known(cameraId).id());
  }

  /** Applies the policy for a camera's events now instead of within the next 30 s. */
  void applyEventRetention(String cameraId) {
    eventRetention.apply(cameraId, eventRetention(cameraId));
  }

  @Override
  public Analysis analyze(String cameraId, AnalysisRequest request) {
    EngineCamera camera = known(cameraId);
    return analyses.start(camera, footageOf(cameraId, request.stream()), request);
  }

  @Override
  public List<Analysis> analyses() {
    return analyses.all();
  }

  @Override
  public FrameAnalyzer motionDetector(MotionSettings settings) {
    return new MotionDetector(settings);
  }

  @Override
  public List<AnalyzedFrame> detections(String cameraId, String analyzer, TimeRange range) {
    return happenings.search().detections(known(cameraId).id(), analyzer, range);
  }

  @Override
  public List<Double> activity(String cameraId, String label, TimeRange range, int parts) {
    return happenings.search().activity(known(cameraId).id(), label, range, parts);
  }

  @Override
  public Subscription subscribe(String cameraId, Consumer<Event> listener) {
    return happenings.fromNow(known(cameraId).id(), listener);
  }

  @Override
  public Bookmark bookmark(String cameraId, TimeRange range, String name) {
    return happenings.bookmark(known(cameraId).id(), range, name);
  }

  @Override
  public List<Bookmark> bookmarks(String cameraId) {
    return happenings.bookmarks(known(cameraId).id());
  }

  @Override
  public void removeBookmark(String bookmarkId) {
    synchronized (lifecycle) {
      requireOpen();
    }
    happenings.removeBookmark(bookmarkId);
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
  public RetentionPlan explainRetention(String cameraId, CameraStream stream) {
    return retention.explain(cameraId, stream, policyOf(cameraId, stream));
  }

  @Override
  public RetentionPlan explainRetention(String cameraId, RetentionPolicy policy) {
    return retention.explain(known(cameraId).id(), CameraStream.MAIN, policy);
  }

  @Override
  public RetentionPlan applyRetention(String cameraId, CameraStream stream) {
    return retention.apply(cameraId, stream, policyOf(cameraId, stream));
  }

  private RetentionPolicy policyOf(String cameraId, CameraStream stream) {
    refreshCameras();
    return known(cameraId).config().forStream(stream).retention();
  }

  @Override
  public Hold hold(String cameraId, CameraStream stream, TimeRange range, String note) {
    known(cameraId).config().forStream(stream);
    return footageOf(cameraId, stream).holds().add(range, note);
  }

  @Override
  public List<Hold> holds(String cameraId) {
    known(cameraId);
    return Stream.of(CameraStream.values())
        .flatMap(stream -> footageOf(cameraId, stream).holds().list().stream())
        .sorted(Comparator.comparing(Hold::created))
        .toList();
  }

  @Override
  public void release(String holdId) {
    synchronized (lifecycle) {
      requireOpen();
    }
    footageOf(CameraHolds.cameraId(holdId), CameraHolds.stream(holdId)).holds().release(holdId);
  }

  @Override
  public Export export(ExportRequest request, Path file) {
    return playing.export(request, footageOf(request), file);
  }

  @Override
  public VirtualFile openExport(ExportRequest request) {
    return playing.openExport(request, footageOf(request));
  }

  @Override
  public Import importFile(ImportRequest request) {
    String id = request.cameraId();
    MediaSource source = ImportSource.of(request, known(id).config(), recording::source);
    return playing.keep(
        List.of(id),
        onClosed -> FootageImport.start(request, footageOf(id), source, leases, clocks, onClosed),
        Import::close);
  }

  private List<CameraFootage> footageOf(ExportRequest request) {
    request.cameraIds().forEach(this::known);
    return request.cameraIds().stream().map(id -> footageOf(id, request.stream())).toList();
  }

  @Override
  public Picture snapshot(String cameraId, SnapshotRequest request) {
    known(cameraId);
    return playing.snapshot(cameraId, footageOf(cameraId, request.stream()), request);
  }

  @Override
  public Picture sheet(String cameraId, SheetRequest request) {
    known(cameraId);
    return playing.sheet(cameraId, footageOf(cameraId, request.stream()), request);
  }

  @Override
  public VerifyResult verify(VerifyRequest request, VerifyListener listener) {
    FrameLog log =
        request
            .camera()
            .map(
                id -> {
                  known(id);
                  return footageOf(id, request.stream()).footage();
                })
            .orElseGet(() -> namedLog(request.log().orElseThrow()));
    return Verification.run(log, request, listener);
  }

  private FrameLog namedLog(String name) {
    synchronized (lifecycle) {
      requireOpen();
    }
    return Verification.named(store, name);
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
      analyses.close();
      retention.close();
      recording.close();
      happenings.close();
      leases.close();
      listeners.close();
      if (ownsStore) {
        store.close();
      }
    }
  }

  private void refreshCameras() {
    synchronized (lifecycle) {
      requireOpen();
      cameras.refresh();
    }
  }

  private EngineCamera known(String cameraId) {
    if (cameras.get(cameraId).isEmpty()) {
      refreshCameras();
    }
    synchronized (lifecycle) {
      requireOpen();
    }
    return cameras.get(cameraId).orElseThrow(() -> Catalogue.unknown(cameraId));
  }

  private CameraFootage footageOf(String cameraId) {
    return footageOf(cameraId, CameraStream.MAIN);
  }

  private CameraFootage footageOf(String cameraId, CameraStream stream) {
    return footages.of(
        cameraId,
        stream,
        cameras.get(cameraId).flatMap(camera -> LogNames.foreign(camera.config())));
  }

  private void requireSource(CameraConfig config) {
    LogNames.foreign(config)
        .ifPresentOrElse(this::namedLog, () -> recording.requireSources(config));
  }

  private void requireOpen() {
    if (closed) {
      throw new StorageException(StorageException.Reason.CLOSED, "the recorder is closed");
    }
  }
}
