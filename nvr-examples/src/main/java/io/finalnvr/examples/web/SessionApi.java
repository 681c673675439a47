package io.finalnvr.examples.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.web.Sessions.Session;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.UnauthorizedResponse;

/** Logging in and out. */
final class SessionApi {

  private final Access access;
  private final Users users;

  SessionApi(Access access, Users users) {
    this.access = access;
    this.users = users;
  }

  void routes(RoutesConfig routes) {
    routes.post("/api/v1/session", this::begin, Role.ANYONE);
    routes.get("/api/v1/session", this::show, Role.ANYONE);
    routes.delete("/api/v1/session", this::end, Role.VIEWER);
  }

  private void begin(Context request) {
    JsonNode body = Requests.body(request);
    Session session =
        access.login(request, Requests.text(body, "user"), Requests.text(body, "password"));
    show(request, session);
  }

  private void show(Context request) {
    Session session =
        access.session(request).orElseThrow(() -> new UnauthorizedResponse("log in first"));
    show(request, session);
  }

  private void show(Context request, Session session) {
    Role role =
        users
            .find(session.user())
            .map(User::role)
            .orElseThrow(() -> new UnauthorizedResponse("log in first"));
    request.json(Json.object("user", session.user(), "role", role.name(), "csrf", session.csrf()));
  }

  private void end(Context request) {
    access.logout(request);
    request.status(204);
  }
}
