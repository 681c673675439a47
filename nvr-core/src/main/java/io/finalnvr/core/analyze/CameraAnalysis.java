package io.finalnvr.core.analyze;

import io.finalnvr.ConfigurationException;
import io.finalnvr.MediaException;
import io.finalnvr.NvrException;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.SeekMode;
import io.finalnvr.Speed;
import io.finalnvr.StorageException;
import io.finalnvr.TimeRange;
import io.finalnvr.analysis.Analysis;
import io.finalnvr.analysis.AnalysisRequest;
import io.finalnvr.analysis.AnalysisState;
import io.finalnvr.analysis.AnalysisStatistics;
import io.finalnvr.analysis.FrameAnalyzer;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.play.DecodedFrames;
import io.finalnvr.core.record.Backoff;
import io.finalnvr.core.record.Leases;
import io.finalnvr.media.DecodeRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One analysis. Its thread settles what is to be done, has it played into the lanes of the
 * analysers, and begins anew when one of them stops before its time.
 */
public final class CameraAnalysis implements Analysis {

  private static final AtomicLong COUNT = new AtomicLong();
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration BUSY_PAUSE = Duration.ofSeconds(1);
  private static final Duration LANE_PATIENCE = Duration.ofSeconds(12);
  private static final long CLOSE_MILLIS = 15_000;

  private final String cameraId;
  private final AnalysisRequest request;
  private final AnalysisHost host;
  private final Planner planner;
  private final Clocks clocks;
  private final Stopper stopper;
  private final StateHolder state;
  private final Tidings tidings;
  private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private final Thread thread;
  private volatile List<Lane> lanes = List.of();

  private CameraAnalysis(
      String cameraId,
      AnalysisRequest request,
      Runs runs,
      Leases leases,
      Clocks clocks,
      AnalysisHost host) {
    this.cameraId = cameraId;
    this.request = request;
    this.host = host;
    this.clocks = clocks;
    this.stopper = new Stopper(clocks);
    this.state = new StateHolder(cameraId, clocks, next -> host.onState(this, next));
    request.analyzers().keySet().forEach(name -> tallies.put(name, new Tally()));
    this.tidings = new Tidings(request, host, tallies, clocks);
    this.planner =
        new Planner(
            cameraId,
            request.range(),
            () -> host.newestFootage().orElseGet(clocks::instant),
            runs,
            leases,
            clocks);
    this.thread =
        new Thread(this::run, "nvr-analysis-%s-%d".formatted(cameraId, COUNT.incrementAndGet()));
    this.thread.setDaemon(true);
  }

  /**
   * Starts an analysis.
   *
   * @throws ConfigurationException when the request has no analyser
   */
  public static CameraAnalysis start(
      String cameraId,
      AnalysisRequest request,
      Runs runs,
      Leases leases,
      Clocks clocks,
      AnalysisHost host) {
    if (request.analyzers().isEmpty()) {
      throw new ConfigurationException(
          "an analysis needs an analyser: call AnalysisRequest.with(name, analyzer)");
    }
    CameraAnalysis started = new CameraAnalysis(cameraId, request, runs, leases, clocks, host);
    started.thread.start();
    return started;
  }

  private void run() {
    try {
      while (!stopper.isStopped() && !state.get().isFinal()) {
        attempt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      state.end(AnalysisState.CLOSED, "closed");
      host.onOver(this);
    }
  }

  private void attempt() throws InterruptedException {
    try {
      pass();
    } catch (RuntimeException | Error e) {
      if (stopper.isStopped()) {
        return;
      }
      if (isFinal(e)) {
        state.end(AnalysisState.FAILED, message(e));
        return;
      }
      state.waiting(message(e));
      stopper.pause(backoff.next());
    }
  }

  private static boolean isFinal(Throwable e) {
    return e instanceof ConfigurationException
        || e instanceof StorageException storage
            && (storage.reason() == StorageException.Reason.CLOSED
                || storage.reason() == StorageException.Reason.UNAUTHORIZED)
        || e instanceof MediaException media && media.reason() == MediaException.Reason.SETUP;
  }

  private static String message(Throwable e) {
    return e instanceof NvrException known ? known.getMessage() : String.valueOf(e);
  }

  private void pass() throws InterruptedException {
    List<Lane> opened = new ArrayList<>();
    boolean busy = false;
    try {
      List<AnalyzerGuard> guards = new ArrayList<>();
      List<Work> works = new ArrayList<>();
      try {
        for (String name : tallies.keySet()) {
          busy |= plan(name, guards, works);
        }
        if (!guards.isEmpty()) {
          while (opened.size() < guards.size()) {
            int next = opened.size();
            opened.add(
                new Lane(guards.get(next), works.get(next), clocks, tidings.of(state, stopper)));
          }
          lanes = List.copyOf(opened);
          play();
          return;
        }
      } finally {
        // Those of no lane.
        guards.subList(opened.size(), guards.size()).forEach(AnalyzerGuard::close);
        works.subList(opened.size(), works.size()).forEach(work -> work.log().close());
      }
    } finally {
      lanes = List.of();
    }
    if (busy) {
      state.waiting("camera %s: somebody else is analysing it".formatted(cameraId));
      stopper.pause(BUSY_PAUSE);
    } else {
      state.end(AnalysisState.ENDED, "all of the range is analysed");
    }
  }

  /** Whether somebody else is at it. */
  private boolean plan(String name, List<AnalyzerGuard> guards, List<Work> works) {
    Planner.Plan plan = planner.next(name);
    if (plan.work().isPresent()) {
      Work work = plan.work().get();
      works.add(work);
      Tally tally = tally(name);
      work.log().last().ifPresent(last -> tally.goesOnAfter(last.until()));
      guards.add(
          new AnalyzerGuard(
              "camera %s: the analyser %s".formatted(cameraId, name), maker(name), tally));
    }
    return plan.busy();
  }

  private Supplier<? extends FrameAnalyzer> maker(String name) {
    return Objects.requireNonNull(request.analyzers().get(name));
  }

  private Tally tally(String name) {
    Tally tally = tallies.get(name);
    if (tally == null) {
      throw new ConfigurationException(
          "there is no analyser '%s' in this analysis; there are %s"
              .formatted(name, tallies.keySet()));
    }
    return tally;
  }

  private void play() throws InterruptedException {
    Map<DecodeRequest, List<Lane>> byRequest = new LinkedHashMap<>();
    lanes.forEach(
        lane -> byRequest.computeIfAbsent(lane.request(), any -> new ArrayList<>()).add(lane));
    List<LaneFeed> feeds = new ArrayList<>();
    List<DecodedFrames.Output> outputs = new ArrayList<>();
    byRequest.forEach(
        (wanted, ofThem) -> {
          LaneFeed feed = new LaneFeed(ofThem);
          feeds.add(feed);
          outputs.add(new DecodedFrames.Output(wanted, feed));
        });
    Instant from = lanes.stream().map(Lane::playFrom).min(Comparator.naturalOrder()).orElseThrow();
    Playback playback =
        Playback.from(from).mode(SeekMode.EXACT).speed(Speed.UNPACED).stream(request.stream());
    Optional<Instant> until =
        lanes.stream().flatMap(lane -> lane.until().stream()).max(Comparator.naturalOrder());
    if (until.isPresent()) {
      playback = playback.until(until.get());
    }
    Player player;
    try {
      player = host.play(playback, outputs);
    } catch (RuntimeException e) {
      lanes.forEach(Lane::close);
      throw e;
    }
    try {
      lanes.forEach(Lane::start);
      state.running("analysing");
      tidings.awaitChange(
          () ->
              stopper.isStopped()
                  || feeds.stream().anyMatch(feed -> feed.failure().isPresent())
                  || lanes.stream().allMatch(Lane::isOver)
                  || lanes.stream().anyMatch(lane -> lane.failure().isPresent()));
    } finally {
      lanes.forEach(Lane::stop);
      player.close();
      for (Lane lane : lanes) {
        lane.join(LANE_PATIENCE);
      }
    }
    Optional<RuntimeException> failure =
        Stream.concat(
                feeds.stream().flatMap(feed -> feed.failure().stream()),
                lanes.stream().flatMap(lane -> lane.failure().stream()))
            .findFirst();
    if (failure.isPresent()) {
      throw failure.get();
    }
    backoff.succeeded();
  }

  @Override
  public String cameraId() {
    return cameraId;
  }

  @Override
  public List<String> analyzers() {
    return List.copyOf(tallies.keySet());
  }

  @Override
  public AnalysisState state() {
    return state.get();
  }

  @Override
  public String reason() {
    return state.reason();
  }

  @Override
  public double progress() {
    if (state.get() == AnalysisState.ENDED) {
      return 1;
    }
    return request.range().map(this::progress).orElse(0.0);
  }

  private double progress(TimeRange range) {
    double whole = range.duration().toNanos();
    return tallies.values().stream()
        .map(tally -> tally.statistics().analyzedUntil())
        .mapToDouble(
            until ->
                until.map(at -> Duration.between(range.start(), at).toNanos() / whole).orElse(0.0))
        .map(part -> Math.max(0, Math.min(1, part)))
        .average()
        .orElse(0);
  }

  @Override
  public AnalysisStatistics statistics(String analyzer) {
    return tally(analyzer).statistics();
  }

  @Override
  public boolean awaitEnd(Duration timeout) throws InterruptedException {
    return state.awaitFinal(timeout);
  }

  @Override
  public void close() {
    stopper.stop();
    tidings.changed();
    Thread caller = Thread.currentThread();
    if (caller == thread || lanes.stream().anyMatch(lane -> lane.isOwn(caller))) {
      return;
    }
    try {
      thread.join(CLOSE_MILLIS);
      if (thread.isAlive()) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "analysis of camera %s by %s, %s".formatted(cameraId, analyzers(), state());
  }
}
