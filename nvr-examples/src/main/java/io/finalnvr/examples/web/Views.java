package io.finalnvr.examples.web;

import io.finalnvr.Bookmark;
import io.finalnvr.Camera;
import io.finalnvr.Event;
import io.finalnvr.Gap;
import io.finalnvr.Hold;
import io.finalnvr.Recorder;
import io.finalnvr.RecorderStatistics;
import io.finalnvr.Recording;
import io.finalnvr.RetentionPlan;
import io.finalnvr.Timeline;
import io.finalnvr.analysis.AnalyzedFrame;
import io.finalnvr.analysis.Detection;
import io.finalnvr.examples.console.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the API tells of things; nothing secret is in it. */
final class Views {

  private Views() {}

  static Map<String, Object> camera(
      Camera camera, Optional<Recorder> recorder, Optional<RecorderWatch> watch) {
    Map<String, Object> view =
        Json.object(
            "id", camera.id(),
            "name", camera.config().name(),
            "location", camera.config().location(),
            "uri", camera.config().uri(),
            "user", camera.config().credentials().isPresent(),
            "transport", camera.config().transport(),
            "state", camera.state(),
            "tracks", camera.tracks().stream().map(Object::toString).toList(),
            "schedule", KeepingJson.schedule(camera.config().schedule()),
            "retention", KeepingJson.retention(camera.config().retention()));
    camera.config().sub().ifPresent(sub -> view.put("subUri", sub.uri()));
    camera
        .failure()
        .ifPresent(
            failure ->
                view.put(
                    "failure",
                    Json.object(
                        "reason", failure.reason(),
                        "message", failure.message(),
                        "since", failure.since(),
                        "attempts", failure.attempts(),
                        "nextAttempt", failure.nextAttempt())));
    recorder.ifPresent(r -> view.put("recorder", recorder(r, watch)));
    return view;
  }

  private static Map<String, Object> recorder(Recorder recorder, Optional<RecorderWatch> watch) {
    RecorderStatistics statistics = recorder.statistics();
    return Json.object(
        "state", recorder.state(),
        "reason", recorder.reason(),
        "durableUntil", recorder.durableUntil(),
        "framesReceived", statistics.framesReceived(),
        "framesDurable", statistics.framesDurable(),
        "framesDropped", statistics.framesDropped(),
        "bytesReceived", statistics.bytesReceived(),
        "bytesInFlight", statistics.bytesInFlight(),
        "connectionsLost", statistics.connectionsLost(),
        "lastReceipt", watch.flatMap(RecorderWatch::lastReceipt),
        "bitsPerSecond", watch.map(RecorderWatch::bitsPerSecond),
        "framesPerSecond", watch.map(RecorderWatch::picturesPerSecond));
  }

  static Map<String, Object> timeline(Timeline timeline) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("camera", timeline.cameraId());
    view.put("recordings", timeline.recordings().stream().map(Views::recording).toList());
    view.put("gaps", timeline.gaps().stream().map(Views::gap).toList());
    return view;
  }

  private static Map<String, Object> recording(Recording recording) {
    return Json.object(
        "start", recording.start(), "end", recording.end(), "live", recording.live());
  }

  static Map<String, Object> gap(Gap gap) {
    return Json.object(
        "start", gap.range().start(),
        "end", gap.range().end(),
        "cause", gap.cause(),
        "detail", gap.detail(),
        "framesLost", gap.framesLost(),
        "bytesLost", gap.bytesLost());
  }

  static Map<String, Object> hold(Hold hold) {
    return Json.object(
        "id", hold.id(),
        "camera", hold.cameraId(),
        "stream", hold.stream().word(),
        "start", hold.range().start(),
        "end", hold.range().end(),
        "note", hold.note(),
        "created", hold.created());
  }

  static Map<String, Object> bookmark(Bookmark bookmark) {
    return Json.object(
        "id", bookmark.id(),
        "camera", bookmark.cameraId(),
        "start", bookmark.range().start(),
        "end", bookmark.range().end(),
        "name", bookmark.name(),
        "created", bookmark.created());
  }

  static Map<String, Object> event(Event event) {
    Map<String, Object> view =
        Json.object(
            "id", event.id(),
            "camera", event.cameraId(),
            "source", event.source(),
            "label", event.label(),
            "start", event.range().start(),
            "end", event.range().end(),
            "attributes", event.attributes(),
            "trigger", event.trigger().isPresent());
    event.score().ifPresent(score -> view.put("score", score));
    event.area().ifPresent(area -> view.put("area", area(area)));
    return view;
  }

  static Map<String, Object> seen(AnalyzedFrame frame) {
    return Json.object(
        "time", frame.time(),
        "analyzer", frame.analyzer(),
        "detections", frame.detections().stream().map(Views::detection).toList());
  }

  private static Map<String, Object> detection(Detection detection) {
    Map<String, Object> view = Json.object("label", detection.label(), "score", detection.score());
    detection.box().ifPresent(box -> view.put("area", area(box)));
    return view;
  }

  private static Map<String, Object> area(Event.Area area) {
    return Json.object(
        "x", area.x(), "y", area.y(), "width", area.width(), "height", area.height());
  }

  static Map<String, Object> plan(RetentionPlan plan) {
    Map<String, Object> view =
        Json.object(
            "camera", plan.cameraId(),
            "policy", KeepingJson.retention(plan.policy()),
            "reason", plan.reason(),
            "bytesRemoved", plan.bytesRemoved(),
            "bytesKept", plan.bytesKept());
    plan.cutoff().ifPresent(cutoff -> view.put("cutoff", cutoff.toString()));
    return view;
  }
}
