package io.finalnvr.examples.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.finalnvr.examples.console.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Users, and what they did. */
final class UserApi {

  private static final Duration AUDIT = Duration.ofDays(7);

  private final Users users;
  private final Sessions sessions;
  private final AuditLog audit;
  private final StateFeed feed;

  UserApi(Users users, Sessions sessions, AuditLog audit, StateFeed feed) {
    this.users = users;
    this.sessions = sessions;
    this.audit = audit;
    this.feed = feed;
  }

  void routes(RoutesConfig routes) {
    routes.get("/api/v1/users", this::list, Role.ADMIN);
    routes.put("/api/v1/users/{user}", this::put, Role.ADMIN);
    routes.delete("/api/v1/users/{user}", this::remove, Role.ADMIN);
    routes.get("/api/v1/audit", this::audit, Role.ADMIN);
  }

  private void list(Context request) {
    request.json(
        users.all().stream()
            .map(user -> Json.object("name", user.name(), "role", user.role()))
            .toList());
  }

  private void put(Context request) {
    JsonNode body = Requests.body(request);
    String name = request.pathParam("user");
    users.put(name, Requests.text(body, "password"), role(Requests.text(body, "role")));
    sessions.endAll(name);
    request.status(204);
    feed.usersChanged();
  }

  private static Role role(String text) {
    try {
      return Role.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse("the role is VIEWER, OPERATOR or ADMIN");
    }
  }

  private void remove(Context request) {
    String name = request.pathParam("user");
    if (!users.remove(name)) {
      throw new NotFoundResponse("there is no user " + name);
    }
    sessions.endAll(name);
    request.status(204);
    feed.usersChanged();
  }

  private void audit(Context request) {
    Instant from =
        Requests.optionalInstant(request, "from").orElseGet(() -> Instant.now().minus(AUDIT));
    request.json(audit.newest(from, Requests.number(request, "count", 200, 1, 5_000)));
  }
}
