package io.finalnvr.examples.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.finalnvr.Hold;
import io.finalnvr.Nvr;
import io.finalnvr.Playback;
import io.finalnvr.Player;
import io.finalnvr.PlayerState;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.Speed;
import io.finalnvr.TimeRange;
import io.finalnvr.media.Picture;
import io.finalnvr.media.PictureFormat;
import io.finalnvr.media.PictureSize;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** What was recorded: timelines, pictures, holds. */
final class FootageApi {

  private static final Duration LONGEST = Duration.ofHours(12);

  private final Nvr nvr;

  private final StateFeed feed;

  FootageApi(Nvr nvr, StateFeed feed) {
    this.nvr = nvr;
    this.feed = feed;
  }

  void routes(RoutesConfig routes) {
    routes.get("/api/v1/cameras/{camera}/timeline", this::timeline, Role.VIEWER);
    routes.get("/api/v1/cameras/{camera}/snapshot", this::snapshot, Role.VIEWER);
    routes.get("/api/v1/cameras/{camera}/footage.mp4", this::raw, Role.VIEWER);
    routes.get("/api/v1/cameras/{camera}/retention", this::retention, Role.VIEWER);
    routes.post("/api/v1/cameras/{camera}/retention/plans", this::plan, Role.VIEWER);
    routes.get("/api/v1/cameras/{camera}/holds", this::holds, Role.VIEWER);
    routes.post("/api/v1/cameras/{camera}/holds", this::hold, Role.OPERATOR);
    routes.delete("/api/v1/holds/{hold}", this::release, Role.OPERATOR);
  }

  private String id(Context request) {
    return CameraApi.camera(nvr, request).id();
  }

  private void timeline(Context request) {
    request.json(Views.timeline(nvr.timeline(id(request))));
  }

  private void snapshot(Context request) {
    Instant at = Requests.optionalInstant(request, "at").orElseGet(Instant::now);
    boolean png = "png".equals(request.queryParam("format"));
    int width = Requests.number(request, "width", 0, 0, 8_192);
    SnapshotRequest asked =
        "true".equals(request.queryParam("nearest"))
            ? SnapshotRequest.thumbnail(at, width)
            : SnapshotRequest.at(at).size(PictureSize.within(width, 0));
    Picture picture =
        nvr.snapshot(id(request), asked.format(png ? PictureFormat.PNG : PictureFormat.JPEG));
    byte[] bytes = new byte[picture.data().remaining()];
    picture.data().get(bytes);
    request
        .header("X-NVR-Time", picture.time().toString())
        .contentType(picture.format().mimeType())
        .result(bytes);
  }

  /** Fragments as they stand in the store, from the key frame at or before the start. */
  private void raw(Context request) throws IOException, InterruptedException {
    String camera = id(request);
    TimeRange range = Requests.range(request);
    boolean any =
        nvr.timeline(camera).recordings().stream()
            .anyMatch(r -> r.start().isBefore(range.end()) && r.end().isAfter(range.start()));
    if (!any) {
      throw new NotFoundResponse("there is no footage in this range");
    }
    request.contentType("video/mp4");
    RawFootage raw = new RawFootage(request.res().getOutputStream());
    Playback playback = Playback.of(range).speed(Speed.UNPACED);
    try (Player player = nvr.playFragments(camera, playback, raw)) {
      if (!player.awaitEnd(LONGEST) || player.state() != PlayerState.ENDED) {
        BrokenAnswer.end(request, new IOException("footage broken off", raw.failure()));
      }
    }
  }

  private void retention(Context request) {
    request.json(Views.plan(nvr.explainRetention(id(request))));
  }

  /** What another policy would remove; nothing is removed. */
  private void plan(Context request) {
    request.json(
        Views.plan(
            nvr.explainRetention(id(request), KeepingJson.retention(Requests.body(request)))));
  }

  private void holds(Context request) {
    request.json(nvr.holds(id(request)).stream().map(Views::hold).toList());
  }

  private void hold(Context request) {
    JsonNode body = Requests.body(request);
    Hold hold =
        nvr.hold(
            id(request),
            Requests.stream(body),
            Requests.range(body),
            Requests.optionalText(body, "note").orElse(""));
    request.status(201).json(Views.hold(hold));
    feed.marked(hold.cameraId());
  }

  private void release(Context request) {
    String hold = request.pathParam("hold");
    nvr.release(hold);
    request.status(204);
    feed.marked(hold.substring(0, Math.max(0, hold.lastIndexOf(".hold-"))));
  }
}
