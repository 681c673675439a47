package io.finalnvr.core.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Event;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.TimeRange;
import io.finalnvr.analysis.Analysis;
import io.finalnvr.analysis.AnalysisRequest;
import io.finalnvr.analysis.AnalysisState;
import io.finalnvr.analysis.AnalyzedFrame;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.play.DecodedFrames;
import io.finalnvr.core.play.FootagePlayer;
import io.finalnvr.core.play.GapFinder;
import io.finalnvr.core.play.TestFootage;
import io.finalnvr.core.record.Leases;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.Store;
import io.finalnvr.testkit.FakeMediaDecoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An analysis of the camera "gate" without an engine around it. */
final class AnalysisFixture implements AutoCloseable, AnalysisHost {

  static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");
  static final Duration PATIENCE = Duration.ofSeconds(60);

  final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  final BlockingQueue<Event> triggered = new LinkedBlockingQueue<>();
  final BlockingQueue<AnalysisState> states = new LinkedBlockingQueue<>();
  final FakeMediaDecoder decoder = new FakeMediaDecoder();
  final Runs runs;
  final FrameLog footage;
  private final Store store;
  private final Clocks clocks;
  private final List<Leases> opened = new ArrayList<>();
  private Leases leases;

  /** The footage is in one store; what is analysed goes to another, which may fail. */
  AnalysisFixture(Store footageStore, Store store, InstantSource now) {
    this.store = store;
    this.clocks = Clocks.system(now);
    this.footage = footageStore.frameLog("gate.main");
    this.runs = new Runs(store);
    this.leases = newLeases();
  }

  private Leases newLeases() {
    Leases created = new Leases(store.versionedMap("leases"), clocks);
    opened.add(created);
    return created;
  }

  /** As though the process was killed and another one has begun: its leases have expired. */
  void restart() {
    leases = newLeases();
    store
        .versionedMap("leases")
        .entries()
        .forEach((key, entry) -> store.versionedMap("leases").remove(key, entry.version()));
  }

  CameraAnalysis start(AnalysisRequest request) {
    return CameraAnalysis.start("gate", request, runs, leases, clocks, this);
  }

  void run(AnalysisRequest request) throws InterruptedException {
    try (CameraAnalysis analysis = start(request)) {
      assertThat(analysis.awaitEnd(PATIENCE)).as(analysis::reason).isTrue();
      assertThat(analysis.state()).as(analysis.reason()).isEqualTo(AnalysisState.ENDED);
    }
  }

  ResultSearch search() {
    return new ResultSearch(runs, leases);
  }

  static TimeRange range(int fromMillis, int toMillis) {
    return new TimeRange(T0.plusMillis(fromMillis), T0.plusMillis(toMillis));
  }

  static AnalysisRequest numbers(int fromMillis, int toMillis) {
    return AnalysisRequest.of(range(fromMillis, toMillis)).with("numbers", Numbers::new);
  }

  /** The numbers of the pictures whose results are in the store, in the order of time. */
  List<Integer> results(String analyzer) {
    TimeRange all = new TimeRange(T0.minusSeconds(1), T0.plusSeconds(10_000));
    return search().detections("gate", analyzer, all).stream()
        .map(AnalysisFixture::number)
        .toList();
  }

  static int number(AnalyzedFrame frame) {
    return Integer.parseInt(frame.detections().get(0).attributes().get("is"));
  }

  TestFootage footage() {
    return new TestFootage(footage);
  }

  @Override
  public Player play(Playback playback, List<DecodedFrames.Output> outputs) {
    return FootagePlayer.decoded(
        "gate",
        footage,
        playback,
        new DecodedFrames(decoder, outputs),
        clocks,
        GapFinder.NONE,
        () -> {});
  }

  @Override
  public Optional<Instant> newestFootage() {
    return footage.last().map(IndexEntry::time);
  }

  @Override
  public void onEvent(Event event) {
    events.add(event);
  }

  @Override
  public void trigger(Event event) {
    triggered.add(event);
  }

  @Override
  public void onState(Analysis analysis, AnalysisState state) {
    states.add(state);
  }

  @Override
  public void onOver(Analysis analysis) {}

  @Override
  public void close() {
    opened.forEach(Leases::close);
    assertThat(decoder.openSessions()).isZero();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("nvr-anal"));
  }
}
