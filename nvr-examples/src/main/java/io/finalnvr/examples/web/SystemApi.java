package io.finalnvr.examples.web;

import com.sun.management.OperatingSystemMXBean;
import io.finalnvr.Camera;
import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Nvr;
import io.finalnvr.NvrException;
import io.finalnvr.RetentionPlan;
import io.finalnvr.TimeRange;
import io.finalnvr.examples.console.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How the system is: store, gaps of the last day, processor and memory, health. */
final class SystemApi {

  private static final Duration DAY = Duration.ofDays(1);

  private final Nvr nvr;

  private final Metrics metrics;
  private final InstantSource clock;

  SystemApi(Nvr nvr, Metrics metrics, InstantSource clock) {
    this.nvr = nvr;
    this.metrics = metrics;
    this.clock = clock;
  }

  void routes(RoutesConfig routes) {
    routes.get("/health/live", request -> request.result("alive"), Role.ANYONE);
    routes.get("/health/ready", this::ready, Role.ANYONE);
    routes.get("/api/v1/system", this::show, Role.VIEWER);
  }

  /** Ready when the store answers. */
  private void ready(Context request) {
    try {
      nvr.cameras();
      request.result("ready");
    } catch (NvrException e) {
      request.status(503).result("the store does not answer");
    }
  }

  private void show(Context request) {
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    List<Map<String, Object>> cameras = nvr.cameras().stream().map(this::camera).toList();
    Runtime java = Runtime.getRuntime();
    request.json(
        Json.object(
            "bytesStored", cameras.stream().mapToLong(each -> (Long) each.get("bytesKept")).sum(),
            "cameras", cameras,
            "gaps", gapsOfLastDay(),
            "processors", java.availableProcessors(),
            "processCpuLoad", Math.max(0, machine.getProcessCpuLoad()),
            "systemCpuLoad", Math.max(0, machine.getCpuLoad()),
            "heapBytes", java.totalMemory() - java.freeMemory(),
            "maxHeapBytes", java.maxMemory(),
            "upSeconds", ManagementFactory.getRuntimeMXBean().getUptime() / 1_000));
  }

  private Map<String, Object> camera(Camera camera) {
    RetentionPlan plan = nvr.explainRetention(camera.id());
    Optional<RecorderWatch> watch = metrics.watch(camera.id());
    return Json.object(
        "id", camera.id(),
        "name", camera.config().name(),
        "recording", watch.isPresent(),
        "bitsPerSecond", watch.map(RecorderWatch::bitsPerSecond).orElse(0.0),
        "bytesKept", plan.bytesKept() + plan.bytesRemoved(),
        "bytesDue", plan.bytesRemoved(),
        "oldest", nvr.timeline(camera.id()).range().map(TimeRange::start),
        "retention", KeepingJson.retention(camera.config().retention()));
  }

  /** Of all cameras, by cause: how many, and how long altogether within the day. */
  private List<Map<String, Object>> gapsOfLastDay() {
    Instant now = clock.instant();
    Instant since = now.minus(DAY);
    Map<GapCause, List<Gap>> byCause =
        nvr.cameras().stream()
            .flatMap(camera -> nvr.timeline(camera.id()).gaps().stream())
            .filter(gap -> gap.range().end().isAfter(since))
            .collect(Collectors.groupingBy(Gap::cause, TreeMap::new, Collectors.toList()));
    return byCause.entrySet().stream()
        .map(
            each ->
                Json.object(
                    "cause", each.getKey(),
                    "count", each.getValue().size(),
                    "seconds",
                        each.getValue().stream().mapToDouble(gap -> seconds(gap, since)).sum()))
        .toList();
  }

  private static double seconds(Gap gap, Instant since) {
    Instant start = gap.range().start().isBefore(since) ? since : gap.range().start();
    return Duration.between(start, gap.range().end()).toMillis() / 1_000.0;
  }
}
