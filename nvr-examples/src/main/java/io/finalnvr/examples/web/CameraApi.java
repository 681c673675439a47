package io.finalnvr.examples.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.finalnvr.Camera;
import io.finalnvr.CameraConfig;
import io.finalnvr.Credentials;
import io.finalnvr.Footage;
import io.finalnvr.Nvr;
import io.finalnvr.Recorder;
import io.finalnvr.Transport;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Cameras: the catalogue, and whether they are recorded. */
final class CameraApi {

  private static final String TRIAL = "trial";

  private final Nvr nvr;
  private final StateFeed feed;

  private final Metrics metrics;

  private final Happenings happenings;
  private final Analyses analyses;

  CameraApi(Nvr nvr, StateFeed feed, Metrics metrics, Happenings happenings, Analyses analyses) {
    this.nvr = nvr;
    this.feed = feed;
    this.metrics = metrics;
    this.happenings = happenings;
    this.analyses = analyses;
  }

  void routes(RoutesConfig routes) {
    routes.get("/api/v1/cameras", this::list, Role.VIEWER);
    routes.post("/api/v1/cameras", this::add, Role.ADMIN);
    routes.post("/api/v1/trials", this::tryNew, Role.ADMIN);
    routes.post("/api/v1/cameras/{camera}/trials", this::tryKnown, Role.ADMIN);
    routes.get("/api/v1/cameras/{camera}", this::show, Role.VIEWER);
    routes.put("/api/v1/cameras/{camera}", this::edit, Role.ADMIN);
    routes.delete("/api/v1/cameras/{camera}", this::remove, Role.ADMIN);
    routes.put("/api/v1/cameras/{camera}/schedule", this::schedule, Role.ADMIN);
    routes.put("/api/v1/cameras/{camera}/retention", this::retention, Role.ADMIN);
    routes.post("/api/v1/cameras/{camera}/recorder", this::record, Role.OPERATOR);
    routes.delete("/api/v1/cameras/{camera}/recorder", this::stop, Role.OPERATOR);
  }

  private void list(Context request) {
    request.json(nvr.cameras().stream().map(this::view).toList());
  }

  private void show(Context request) {
    request.json(view(camera(nvr, request)));
  }

  private void add(Context request) {
    JsonNode body = Requests.body(request);
    CameraConfig config =
        fill(CameraConfig.builder(Requests.text(body, "id"), Requests.text(body, "uri")), body);
    request.status(201).json(view(nvr.add(config)));
    feed.changed(config.id());
    happenings.follow();
  }

  /** Connects with what a form says, and adds nothing. */
  private void tryNew(Context request) throws InterruptedException {
    JsonNode body = Requests.body(request);
    CameraConfig.Builder builder = CameraConfig.builder(TRIAL, Requests.text(body, "uri"));
    request.json(CameraTrial.run(fill(builder, body)));
  }

  /** The same with what a form leaves out taken from the camera: its password above all. */
  private void tryKnown(Context request) throws InterruptedException {
    request.json(CameraTrial.run(changed(request)));
  }

  private CameraConfig changed(Context request) {
    JsonNode body = Requests.body(request);
    CameraConfig known = camera(nvr, request).config();
    CameraConfig.Builder builder = known.toBuilder();
    Optional<String> uri = Requests.optionalText(body, "uri");
    boolean elsewhere =
        uri.filter(u -> isElsewhere(known, u, /* ownLogin= */ true)).isPresent()
            || Requests.optionalText(body, "subUri")
                .filter(u -> !u.isEmpty() && isElsewhere(known, u, /* ownLogin= */ false))
                .isPresent();
    if (elsewhere && !body.hasNonNull("user")) {
      throw new BadRequestResponse(
          "another host needs user and password anew: those known are for "
              + known.uri().getHost());
    }
    uri.ifPresent(builder::uri);
    return fill(builder, body);
  }

  /**
   * Whether known credentials would be sent to another host.
   *
   * @param ownLogin whether those in the address are used instead
   */
  private static boolean isElsewhere(CameraConfig known, String uri, boolean ownLogin) {
    if (known.credentials().isEmpty()) {
      return false;
    }
    CameraConfig asked = CameraConfig.of(known.id(), uri);
    return !(ownLogin && asked.credentials().isPresent())
        && !String.valueOf(asked.uri().getRawAuthority())
            .equals(String.valueOf(known.uri().getRawAuthority()));
  }

  private void schedule(Context request) {
    Camera camera = camera(nvr, request);
    nvr.schedule(camera.id(), KeepingJson.schedule(Requests.body(request)));
    request.json(view(camera(nvr, request)));
    feed.changed(camera.id());
  }

  private void retention(Context request) {
    Camera camera = camera(nvr, request);
    nvr.retention(camera.id(), KeepingJson.retention(Requests.body(request)));
    request.json(view(camera(nvr, request)));
    feed.changed(camera.id());
  }

  private void edit(Context request) {
    CameraConfig config = changed(request);
    request.json(view(nvr.edit(config)));
    feed.changed(config.id());
  }

  /** Takes over what the request gives; the password is only ever taken, never told. */
  private static CameraConfig fill(CameraConfig.Builder builder, JsonNode body) {
    Requests.optionalText(body, "name").ifPresent(builder::name);
    Requests.optionalText(body, "location").ifPresent(builder::location);
    Requests.optionalText(body, "transport")
        .map(CameraApi::transport)
        .ifPresent(builder::transport);
    Requests.optionalText(body, "subUri").ifPresent(sub -> take(builder, sub));
    Requests.optionalText(body, "user")
        .ifPresent(
            user -> builder.credentials(Credentials.of(user, Requests.text(body, "password"))));
    return builder.build();
  }

  private static void take(CameraConfig.Builder builder, String subUri) {
    if (subUri.isEmpty()) {
      builder.withoutSub();
    } else {
      builder.sub(subUri);
    }
  }

  private static Transport transport(String text) {
    try {
      return Transport.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse("there is no transport " + text);
    }
  }

  private void remove(Context request) {
    boolean keep = "true".equals(request.queryParam("keepFootage"));
    String id = camera(nvr, request).id();
    analyses.turnOff(id);
    nvr.remove(id, keep ? Footage.KEEP : Footage.DELETE);
    feed.changed(id);
    happenings.follow();
    request.status(204);
  }

  private void record(Context request) {
    nvr.record(camera(nvr, request).id());
    request.json(view(camera(nvr, request)));
  }

  private void stop(Context request) {
    Camera camera = camera(nvr, request);
    recorder(camera.id()).ifPresent(Recorder::close);
    request.json(view(camera));
  }

  private Map<String, Object> view(Camera camera) {
    Map<String, Object> view =
        Views.camera(camera, recorder(camera.id()), metrics.watch(camera.id()));
    view.put("motion", analyses.isOn(camera.id()));
    return view;
  }

  private Optional<Recorder> recorder(String cameraId) {
    return nvr.recorders().stream().filter(r -> r.cameraId().equals(cameraId)).findFirst();
  }

  /** The camera that a request is about. */
  static Camera camera(Nvr nvr, Context request) {
    String id = request.pathParam("camera");
    return nvr.camera(id).orElseThrow(() -> new NotFoundResponse("there is no camera " + id));
  }
}
