package io.finalnvr.core;

import io.finalnvr.Event;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.analysis.Analysis;
import io.finalnvr.analysis.AnalysisRequest;
import io.finalnvr.analysis.AnalysisState;
import io.finalnvr.core.analyze.AnalysisHost;
import io.finalnvr.core.analyze.CameraAnalysis;
import io.finalnvr.core.analyze.Runs;
import io.finalnvr.core.play.DecodedFrames;
import io.finalnvr.core.record.CameraFootage;
import io.finalnvr.core.record.CameraRecorder;
import io.finalnvr.core.record.Leases;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.MediaDecoder;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The analyses of an engine. Thread-safe. */
final class Analyses implements AutoCloseable {

  private final Playing playing;
  private final Happenings happenings;
  private final ListenerCalls listeners;
  private final Runs runs;
  private final Leases leases;
  private final Clocks clocks;
  private final Set<Analysis> running = ConcurrentHashMap.newKeySet();

  Analyses(
      Playing playing,
      Happenings happenings,
      ListenerCalls listeners,
      Runs runs,
      Leases leases,
      Clocks clocks) {
    this.playing = playing;
    this.happenings = happenings;
    this.listeners = listeners;
    this.runs = runs;
    this.leases = leases;
    this.clocks = clocks;
  }

  Analysis start(EngineCamera camera, CameraFootage footage, AnalysisRequest request) {
    Host host = new Host(camera, footage, playing.decoder());
    Analysis started = CameraAnalysis.start(camera.id(), request, runs, leases, clocks, host);
    running.add(started);
    if (started.state().isFinal()) {
      running.remove(started);
    }
    return started;
  }

  List<Analysis> all() {
    return running.stream().sorted(Comparator.comparing(Analysis::cameraId)).toList();
  }

  void closeAll(String cameraId) {
    all().stream().filter(a -> a.cameraId().equals(cameraId)).forEach(Analysis::close);
  }

  @Override
  public void close() {
    all().forEach(Analysis::close);
  }

  /** The engine as one analysis sees it. */
  private final class Host implements AnalysisHost {
    private final EngineCamera camera;
    private final CameraFootage footage;
    private final MediaDecoder decoder;

    Host(EngineCamera camera, CameraFootage footage, MediaDecoder decoder) {
      this.camera = camera;
      this.footage = footage;
      this.decoder = decoder;
    }

    @Override
    public Player play(Playback playback, List<DecodedFrames.Output> outputs) {
      return playing.playDecoded(
          camera.id(), footage, playback, new DecodedFrames(decoder, outputs));
    }

    @Override
    public Optional<Instant> newestFootage() {
      return footage.footage().last().map(IndexEntry::time);
    }

    @Override
    public void onEvent(Event event) {
      happenings.found(event);
    }

    @Override
    public void trigger(Event event) {
      Optional<CameraRecorder> recorder = camera.recorder();
      if (recorder.isPresent()) {
        recorder.get().onEvent(event.triggering());
      } else if (camera.config().schedule().at(event.range().end()).onEvent().isPresent()) {
        happenings.triggerElsewhere(event);
      }
    }

    @Override
    public void onState(Analysis analysis, AnalysisState state) {
      listeners.tell(listener -> listener.onAnalysisState(analysis, state));
    }

    @Override
    public void onOver(Analysis analysis) {
      running.remove(analysis);
    }
  }
}
