package io.finalnvr.examples.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.finalnvr.Hold;
import io.finalnvr.Nvr;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.TimeRange;
import io.finalnvr.media.Picture;
import io.finalnvr.media.PictureFormat;
import io.finalnvr.media.PictureSize;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;

/** What was recorded: timelines, pictures, holds. */
final class FootageApi {

  private final Nvr nvr;

  FootageApi(Nvr nvr) {
    this.nvr = nvr;
  }

  void routes(RoutesConfig routes) {
    routes.get("/api/v1/cameras/{camera}/timeline", this::timeline, Role.VIEWER);
    routes.get("/api/v1/cameras/{camera}/snapshot", this::snapshot, Role.VIEWER);
    routes.get("/api/v1/cameras/{camera}/retention", this::retention, Role.VIEWER);
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
    Picture picture =
        nvr.snapshot(
            id(request),
            SnapshotRequest.at(at)
                .format(png ? PictureFormat.PNG : PictureFormat.JPEG)
                .size(PictureSize.within(Requests.number(request, "width", 0, 0, 8_192), 0)));
    byte[] bytes = new byte[picture.data().remaining()];
    picture.data().get(bytes);
    request
        .header("X-NVR-Time", picture.time().toString())
        .contentType(picture.format().mimeType())
        .result(bytes);
  }

  private void retention(Context request) {
    request.json(Views.plan(nvr.explainRetention(id(request))));
  }

  private void holds(Context request) {
    request.json(nvr.holds(id(request)).stream().map(Views::hold).toList());
  }

  private void hold(Context request) {
    JsonNode body = Requests.body(request);
    Hold hold =
        nvr.hold(
            id(request),
            new TimeRange(
                Requests.instant("start", Requests.text(body, "start")),
                Requests.instant("end", Requests.text(body, "end"))),
            Requests.optionalText(body, "note").orElse(""));
    request.status(201).json(Views.hold(hold));
  }

  private void release(Context request) {
    nvr.release(request.pathParam("hold"));
    request.status(204);
  }
}
