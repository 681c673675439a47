package io.finalnvr.examples.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.finalnvr.Nvr;
import io.finalnvr.TimeRange;
import io.finalnvr.analysis.Analysis;
import io.finalnvr.analysis.MotionSettings;
import io.finalnvr.examples.console.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What analysers see: live, and in what was recorded. */
final class AnalysisApi {

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration LONGEST_SEARCH = Duration.ofDays(31);

  private static final Set<String> RANGE = Set.of("start", "end");

  private final Nvr nvr;
  private final Analyses analyses;
  private final StateFeed feed;

  AnalysisApi(Nvr nvr, Analyses analyses, StateFeed feed) {
    this.nvr = nvr;
    this.analyses = analyses;
    this.feed = feed;
  }

  void routes(RoutesConfig routes) {
    routes.get("/api/v1/cameras/{camera}/motion", this::show, Role.VIEWER);
    routes.put("/api/v1/cameras/{camera}/motion", this::turnOn, Role.ADMIN);
    routes.delete("/api/v1/cameras/{camera}/motion", this::turnOff, Role.ADMIN);
    routes.get("/api/v1/cameras/{camera}/activity", this::activity, Role.VIEWER);
    routes.get("/api/v1/cameras/{camera}/detections", this::detections, Role.VIEWER);
    routes.get("/api/v1/analyses", this::list, Role.VIEWER);
    routes.post("/api/v1/cameras/{camera}/analyses", this::analyze, Role.OPERATOR);
  }

  private String id(Context request) {
    return CameraApi.camera(nvr, request).id();
  }

  private void show(Context request) {
    request.json(view(id(request)));
  }

  private Map<String, Object> view(String camera) {
    var settings = analyses.settings(camera);
    Map<String, Object> view = Json.object("on", settings.isPresent());
    view.putAll(MotionJson.view(settings.orElseGet(MotionSettings::standard)));
    analyses.live(camera).ifPresent(analysis -> view.putAll(view(analysis)));
    return view;
  }

  private void turnOn(Context request) {
    String camera = id(request);
    analyses.turnOn(camera, MotionJson.read(Requests.body(request)));
    request.json(view(camera));
    feed.changed(camera);
  }

  private void turnOff(Context request) {
    String camera = id(request);
    analyses.turnOff(camera);
    request.status(204);
    feed.changed(camera);
  }

  private void activity(Context request) {
    String label = Optional.ofNullable(request.queryParam("label")).orElse(Analyses.MOTION);
    int parts = Requests.number(request, "parts", 200, 1, 2_000);
    request.json(nvr.activity(id(request), label, range(request), parts));
  }

  private void detections(Context request) {
    String analyzer = Optional.ofNullable(request.queryParam("analyzer")).orElse(Analyses.MOTION);
    request.json(
        nvr.detections(id(request), analyzer, range(request)).stream().map(Views::seen).toList());
  }

  private static TimeRange range(Context request) {
    TimeRange range = Requests.range(request);
    if (range.duration().compareTo(LONGEST_SEARCH) > 0) {
      throw new BadRequestResponse("31 days at a time at most");
    }
    return range;
  }

  private void list(Context request) {
    request.json(analyses.past().stream().map(AnalysisApi::view).toList());
  }

  private static Map<String, Object> view(Analysis analysis) {
    return Json.object(
        "camera", analysis.cameraId(),
        "analyzers", analysis.analyzers(),
        "state", analysis.state(),
        "reason", analysis.reason(),
        "progress", analysis.progress());
  }

  private static boolean asked(JsonNode body) {
    return body.properties().stream().anyMatch(field -> !RANGE.contains(field.getKey()));
  }

  /**
   * Looks for motion in what was recorded; what is known already is passed over. As is set for the
   * camera, where the request does not say how.
   */
  private void analyze(Context request) {
    String camera = id(request);
    JsonNode body = Requests.body(request);
    TimeRange range = Requests.range(body);
    if (range.duration().compareTo(LONGEST) > 0) {
      throw new BadRequestResponse("a day at a time at most");
    }
    MotionSettings motion =
        asked(body)
            ? MotionJson.read(body)
            : analyses.settings(camera).orElseGet(MotionSettings::standard);
    Analysis analysis =
        analyses
            .analyze(camera, range, motion)
            .orElseThrow(
                () ->
                    new ServiceUnavailableResponse(
                        "enough is being analysed already; try again when that is over"));
    request.status(202).json(view(analysis));
  }
}
