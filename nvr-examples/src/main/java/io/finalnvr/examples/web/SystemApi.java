package io.finalnvr.examples.web;

import com.sun.management.OperatingSystemMXBean;
import io.finalnvr.Gap;
import io.finalnvr.Nvr;
import io.finalnvr.NvrException;
import io.finalnvr.RetentionPlan;
import io.finalnvr.examples.console.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How the system is: store, gaps of the last day, processor and memory, health. */
final class SystemApi {

  private static final Duration DAY = Duration.ofDays(1);

  private final Nvr nvr;

  SystemApi(Nvr nvr) {
    this.nvr = nvr;
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
    List<RetentionPlan> plans =
        nvr.cameras().stream().map(camera -> nvr.explainRetention(camera.id())).toList();
    Runtime java = Runtime.getRuntime();
    request.json(
        Json.object(
            "bytesStored", plans.stream().mapToLong(RetentionPlan::bytesKept).sum(),
            "gapsOfLastDay", gapsOfLastDay(),
            "processCpuLoad", machine.getProcessCpuLoad(),
            "systemCpuLoad", machine.getCpuLoad(),
            "heapBytes", java.totalMemory() - java.freeMemory(),
            "maxHeapBytes", java.maxMemory(),
            "retention", plans.stream().map(Views::plan).toList()));
  }

  private Map<String, Long> gapsOfLastDay() {
    Instant since = Instant.now().minus(DAY);
    return nvr.cameras().stream()
        .flatMap(camera -> nvr.timeline(camera.id()).gaps().stream())
        .filter(gap -> gap.range().end().isAfter(since))
        .collect(Collectors.groupingBy(SystemApi::cause, TreeMap::new, Collectors.counting()));
  }

  private static String cause(Gap gap) {
    return gap.cause().name();
  }
}
