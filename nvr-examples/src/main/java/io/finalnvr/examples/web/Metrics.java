package io.finalnvr.examples.web;

import io.finalnvr.CameraState;
import io.finalnvr.Gap;
import io.finalnvr.Nvr;
import io.finalnvr.NvrListener;
import io.finalnvr.Recorder;
import io.finalnvr.RecorderState;
import io.finalnvr.RecorderStatistics;
import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * What Prometheus reads at {@code /metrics}: cameras, frames, bytes, receipts, gaps by cause, and
 * the Java machine. Also keeps the watch of every recorder, for whoever shows rates. Thread-safe.
 */
final class Metrics implements NvrListener, AutoCloseable {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Nvr nvr;
  private final InstantSource clock;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Map<String, RecorderWatch> watches = new ConcurrentHashMap<>();
  private final Map<String, List<Meter>> meters = new ConcurrentHashMap<>();

  Metrics(Nvr nvr, InstantSource clock) {
    this.nvr = nvr;
    this.clock = clock;
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    for (CameraState state : CameraState.values()) {
      Gauge.builder("nvr.cameras", this, metrics -> metrics.count(state))
          .tag("state", state.name())
          .description("Cameras by the state of their connection")
          .register(registry);
    }
    nvr.recorders().forEach(this::watch);
  }

  void routes(RoutesConfig routes) {
    routes.get(
        "/metrics", request -> request.contentType(TEXT).result(registry.scrape()), Role.VIEWER);
  }

  private double count(CameraState state) {
    return nvr.cameras().stream().filter(camera -> camera.state() == state).count();
  }

  /** The watch of the recorder that runs. */
  Optional<RecorderWatch> watch(String camera) {
    if (!watches.containsKey(camera)) {
      // One that waits for its camera since it was started has told of no change.
      nvr.recorders().stream().filter(r -> r.cameraId().equals(camera)).forEach(this::watch);
    }
    return Optional.ofNullable(watches.get(camera));
  }

  @Override
  public void onRecorderState(Recorder recorder, RecorderState state) {
    if (state == RecorderState.CLOSED) {
      unwatch(recorder);
    } else {
      watch(recorder);
    }
  }

  private synchronized void watch(Recorder recorder) {
    RecorderWatch known = watches.get(recorder.cameraId());
    if (known != null && known.recorder() == recorder) {
      return;
    }
    Tags tags = Tags.of("camera", recorder.cameraId());
    forget(recorder.cameraId());
    Timer receipts =
        Timer.builder("nvr.receipt.latency")
            .tags(tags)
            .description("From when a frame was received to when it was durable")
            .serviceLevelObjectives(
                Duration.ofMillis(5),
                Duration.ofMillis(10),
                Duration.ofMillis(25),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5))
            .register(registry);
    RecorderWatch watch = new RecorderWatch(recorder, clock, receipts::record);
    recorder.addListener(watch);
    watches.put(recorder.cameraId(), watch);
    meters.put(
        recorder.cameraId(),
        new ArrayList<>(
            List.of(
                receipts,
                counter("nvr.frames.received", tags, recorder, RecorderStatistics::framesReceived),
                counter("nvr.frames.durable", tags, recorder, RecorderStatistics::framesDurable),
                counter("nvr.frames.dropped", tags, recorder, RecorderStatistics::framesDropped),
                counter("nvr.bytes.received", tags, recorder, RecorderStatistics::bytesReceived),
                counter("nvr.bytes.durable", tags, recorder, RecorderStatistics::bytesDurable),
                counter(
                    "nvr.connections.lost", tags, recorder, RecorderStatistics::connectionsLost),
                gauge("nvr.bytes.in.flight", tags, recorder, r -> r.statistics().bytesInFlight()),
                gauge(
                    "nvr.recording",
                    tags,
                    recorder,
                    r -> r.state() == RecorderState.RECORDING ? 1 : 0))));
  }

  private synchronized void unwatch(Recorder recorder) {
    RecorderWatch known = watches.get(recorder.cameraId());
    if (known != null && known.recorder() == recorder) {
      watches.remove(recorder.cameraId());
      forget(recorder.cameraId());
    }
  }

  private void forget(String camera) {
    List<Meter> old = meters.remove(camera);
    if (old != null) {
      old.forEach(registry::remove);
    }
  }

  private Meter counter(
      String name, Tags tags, Recorder recorder, ToDoubleFunction<RecorderStatistics> value) {
    return FunctionCounter.builder(name, recorder, r -> value.applyAsDouble(r.statistics()))
        .tags(tags)
        .register(registry);
  }

  private Meter gauge(String name, Tags tags, Recorder recorder, ToDoubleFunction<Recorder> value) {
    return Gauge.builder(name, recorder, value).tags(tags).strongReference(true).register(registry);
  }

  @Override
  public void onGap(String cameraId, Gap gap) {
    registry.counter("nvr.gaps", "camera", cameraId, "cause", gap.cause().name()).increment();
    gap.framesLost()
        .ifPresent(
            frames ->
                registry
                    .counter("nvr.frames.lost", "camera", cameraId, "cause", gap.cause().name())
                    .increment(frames));
  }

  @Override
  public void close() {
    watches.values().forEach(watch -> watch.recorder().removeListener(watch));
    collections.close();
    registry.close();
  }
}
