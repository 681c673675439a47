package io.finalnvr.examples.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.finalnvr.Bookmark;
import io.finalnvr.Camera;
import io.finalnvr.Event;
import io.finalnvr.EventQuery;
import io.finalnvr.Nvr;
import io.finalnvr.TimeRange;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What happened in front of cameras, and the names that people gave to instants. */
final class EventApi {

  private static final Duration DAY = Duration.ofDays(1);
  private static final int MOST = 50_000;

  private final Nvr nvr;
  private final StateFeed feed;

  EventApi(Nvr nvr, StateFeed feed) {
    this.nvr = nvr;
    this.feed = feed;
  }

  void routes(RoutesConfig routes) {
    routes.get("/api/v1/events", this::all, Role.VIEWER);
    routes.get("/api/v1/cameras/{camera}/events", this::ofCamera, Role.VIEWER);
    routes.post("/api/v1/cameras/{camera}/events", this::trigger, Role.OPERATOR);
    routes.get("/api/v1/cameras/{camera}/events/retention", this::retention, Role.VIEWER);
    routes.put("/api/v1/cameras/{camera}/events/retention", this::setRetention, Role.ADMIN);
    routes.get("/api/v1/cameras/{camera}/bookmarks", this::bookmarks, Role.VIEWER);
    routes.post("/api/v1/cameras/{camera}/bookmarks", this::bookmark, Role.OPERATOR);
    routes.delete("/api/v1/bookmarks/{bookmark}", this::removeBookmark, Role.OPERATOR);
  }

  private void all(Context request) {
    Set<String> wanted = new HashSet<>(request.queryParams("camera"));
    Set<String> cameras = new HashSet<>();
    for (Camera camera : nvr.cameras()) {
      if (wanted.isEmpty() || wanted.contains(camera.id())) {
        cameras.add(camera.id());
      }
    }
    if (cameras.isEmpty()) {
      request.json(List.of());
    } else {
      answer(request, cameras);
    }
  }

  private void ofCamera(Context request) {
    answer(request, Set.of(CameraApi.camera(nvr, request).id()));
  }

  /** The newest first; with a least score, those without one are left out. */
  private void answer(Context request, Set<String> cameras) {
    Instant to = Requests.optionalInstant(request, "to").orElseGet(Instant::now);
    Instant from = Requests.optionalInstant(request, "from").orElseGet(() -> to.minus(DAY));
    Optional<String> label =
        Optional.ofNullable(request.queryParam("label")).map(text -> text.toLowerCase(Locale.ROOT));
    int least = Requests.number(request, "minScore", 0, 0, 100);
    int count = Requests.number(request, "count", 200, 1, 5_000);
    if (!from.isBefore(to)) {
      throw new BadRequestResponse("from must be before to");
    }
    EventQuery query = EventQuery.of(new TimeRange(from, to)).cameras(cameras).limit(MOST);
    if (least > 0) {
      query = query.minScore(least / 100.0);
    }
    request.json(
        nvr.events(query).stream()
            .filter(event -> label.isEmpty() || fits(event, label.get()))
            .sorted(Comparator.comparing((Event event) -> event.range().start()).reversed())
            .limit(count)
            .map(Views::event)
            .toList());
  }

  private static boolean fits(Event event, String label) {
    return event.label().toLowerCase(Locale.ROOT).contains(label);
  }

  private void trigger(Context request) {
    String camera = CameraApi.camera(nvr, request).id();
    String label = Requests.text(Requests.body(request), "label");
    request.status(201).json(Views.event(nvr.trigger(camera, label)));
  }

  private void retention(Context request) {
    String camera = CameraApi.camera(nvr, request).id();
    request.json(KeepingJson.retention(nvr.eventRetention(camera)));
  }

  private void setRetention(Context request) {
    String camera = CameraApi.camera(nvr, request).id();
    nvr.eventRetention(camera, KeepingJson.retention(Requests.body(request)));
    request.json(KeepingJson.retention(nvr.eventRetention(camera)));
    feed.changed(camera);
  }

  private void bookmarks(Context request) {
    request.json(
        nvr.bookmarks(CameraApi.camera(nvr, request).id()).stream().map(Views::bookmark).toList());
  }

  private void bookmark(Context request) {
    String camera = CameraApi.camera(nvr, request).id();
    JsonNode body = Requests.body(request);
    Instant start = Requests.instant("start", Requests.text(body, "start"));
    Instant end =
        Requests.optionalText(body, "end").map(t -> Requests.instant("end", t)).orElse(start);
    if (end.isBefore(start)) {
      throw new BadRequestResponse("end must not be before start");
    }
    Bookmark bookmark =
        nvr.bookmark(camera, new TimeRange(start, end), Requests.text(body, "name"));
    request.status(201).json(Views.bookmark(bookmark));
    feed.marked(camera);
  }

  private void removeBookmark(Context request) {
    String id = request.pathParam("bookmark");
    nvr.removeBookmark(id);
    request.status(204);
    feed.marked(id.substring(0, Math.max(0, id.lastIndexOf(".bookmark-"))));
  }
}
