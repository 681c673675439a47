package io.finalnvr.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finalnvr.Nvr;
import io.finalnvr.core.memory.MemoryStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may do what, over real HTTP on loopback; the store is in memory. */
class WebServerTest {

  private static final String ADMIN = "the admin's password";
  private static final String VIEWER = "the viewer's password";
  private static final String CAMERA =
      "{\"id\":\"gate\",\"uri\":\"rtsp://192.0.2.1/\",\"user\":\"root\",\"password\":\"tiger\"}";

  private final MemoryStore store = new MemoryStore();
  private final Nvr nvr = Nvr.builder().store(store).build();
  private final WebServer web =
      WebServer.start(nvr, store, InstantSource.system(), WebSettings.loopback(0));
  private final HttpClient http = HttpClient.newHttpClient();

  WebServerTest() {
    web.addAdmin("admin", ADMIN);
  }

  @AfterEach
  void close() {
    web.close();
    nvr.close();
    store.close();
  }

  /** Somebody who is logged in. */
  private record Visitor(String cookie, String csrf) {
    static final Visitor STRANGER = new Visitor("", "");
  }

  @Test
  void withoutLogin_nothingIsTold() throws Exception {
    assertThat(send(Visitor.STRANGER, "GET", "cameras", "").statusCode()).isEqualTo(401);
    assertThat(send(Visitor.STRANGER, "GET", "system", "").statusCode()).isEqualTo(401);
    assertThat(socketStatus(Visitor.STRANGER, "state", web.uri().toString())).isEqualTo(401);
  }

  @Test
  void cookie_isOutOfReachOfScripts() throws Exception {
    HttpResponse<String> answer = logIn("admin", ADMIN);

    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("HttpOnly", "SameSite=Strict");
  }

  @Test
  void wrongPassword_isRefused_andSlowedDown() throws Exception {
    int status = 401;
    for (int i = 0; i < 5; i++) {
      status = logIn("admin", "wrong").statusCode();
      assertThat(status).isEqualTo(401);
    }

    assertThat(logIn("admin", ADMIN).statusCode()).isEqualTo(429);
  }

  @Test
  void requestsOfOtherSites_areRefused() throws Exception {
    Visitor admin = visitor("admin", ADMIN);
    Visitor withoutToken = new Visitor(admin.cookie(), "");

    assertThat(send(withoutToken, "POST", "cameras", CAMERA).statusCode()).isEqualTo(403);
    assertThat(socketStatus(admin, "state", "http://evil.example")).isEqualTo(403);
    assertThat(nvr.cameras()).isEmpty();
  }

  @Test
  void viewer_watches_andChangesNothing() throws Exception {
    Visitor admin = visitor("admin", ADMIN);
    assertThat(send(admin, "POST", "cameras", CAMERA).statusCode()).isEqualTo(201);
    String body = "{\"role\":\"VIEWER\",\"password\":\"%s\"}".formatted(VIEWER);
    assertThat(send(admin, "PUT", "users/eve", body).statusCode()).isEqualTo(204);
    Visitor eve = visitor("eve", VIEWER);

    assertThat(send(eve, "GET", "cameras", "").statusCode()).isEqualTo(200);
    assertThat(send(eve, "POST", "cameras/gate/recorder", "{}").statusCode()).isEqualTo(403);
    assertThat(send(eve, "DELETE", "cameras/gate", "").statusCode()).isEqualTo(403);
    assertThat(send(eve, "GET", "users", "").statusCode()).isEqualTo(403);
    assertThat(nvr.camera("gate")).isPresent();
  }

  @Test
  void passwords_areNeverSentBack() throws Exception {
    Visitor admin = visitor("admin", ADMIN);
    HttpResponse<String> added = send(admin, "POST", "cameras", CAMERA);

    String all =
        added.body()
            + send(admin, "GET", "cameras", "").body()
            + send(admin, "GET", "users", "").body()
            + send(admin, "GET", "audit", "").body();
    assertThat(all).contains("gate").doesNotContain("tiger", "root", ADMIN, "password");
  }

  @Test
  void whatWasChanged_isInTheAuditLog_withWhoDidIt() throws Exception {
    Visitor admin = visitor("admin", ADMIN);
    send(admin, "POST", "cameras", CAMERA);
    send(admin, "DELETE", "cameras/none", "");

    JsonNode entries = json(send(admin, "GET", "audit", ""));
    assertThat(entries.get(0).get("action").asText()).isEqualTo("DELETE /api/v1/cameras/none");
    assertThat(entries.get(0).get("status").asInt()).isEqualTo(404);
    assertThat(entries.get(1).get("action").asText()).isEqualTo("POST /api/v1/cameras");
    assertThat(entries.get(1).get("user").asText()).isEqualTo("admin");
    assertThat(Instant.parse(entries.get(1).get("time").asText())).isBefore(Instant.now());
  }

  @Test
  void theLastAdministrator_stays() throws Exception {
    Visitor admin = visitor("admin", ADMIN);

    HttpResponse<String> answer = send(admin, "DELETE", "users/admin", "");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("only administrator");
  }

  @Test
  void malformedRequests_areRefusedWithWordsThatHelp() throws Exception {
    Visitor admin = visitor("admin", ADMIN);
    send(admin, "POST", "cameras", CAMERA);

    assertThat(send(admin, "POST", "cameras", "[").statusCode()).isEqualTo(400);
    assertThat(send(admin, "POST", "cameras", "{}").body()).contains("the field id is missing");
    assertThat(send(admin, "GET", "cameras/gate/snapshot?at=noon", "").body())
        .contains("2026-03-01T10:15:00Z");
    assertThat(send(admin, "GET", "cameras/none", "").statusCode()).isEqualTo(404);
    assertThat(send(admin, "PUT", "users/bob", "{\"role\":\"VIEWER\",\"password\":\"x\"}").body())
        .contains("at least 8 characters");
  }

  @Test
  void logout_endsTheSession() throws Exception {
    Visitor admin = visitor("admin", ADMIN);

    assertThat(send(admin, "DELETE", "session", "").statusCode()).isEqualTo(204);

    assertThat(send(admin, "GET", "cameras", "").statusCode()).isEqualTo(401);
  }

  @Test
  void page_isServed_andLoadsNothingFromElsewhere() throws Exception {
    HttpResponse<String> page =
        http.send(HttpRequest.newBuilder(web.uri()).build(), BodyHandlers.ofString());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("app.js").doesNotContain("http://", "https://");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'self'");
  }

  private Visitor visitor(String user, String password) throws Exception {
    HttpResponse<String> answer = logIn(user, password);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    return new Visitor(cookie, json(answer).get("csrf").asText());
  }

  private HttpResponse<String> logIn(String user, String password) throws Exception {
    String body =
        new ObjectMapper()
            .createObjectNode()
            .put("user", user)
            .put("password", password)
            .toString();
    return send(Visitor.STRANGER, "POST", "session", body);
  }

  private HttpResponse<String> send(Visitor visitor, String method, String path, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(web.uri().resolve("/api/v1/" + path))
            .method(method, BodyPublishers.ofString(body));
    if (!visitor.cookie().isEmpty()) {
      request.header("Cookie", visitor.cookie());
    }
    if (!visitor.csrf().isEmpty()) {
      request.header(Access.CSRF_HEADER, visitor.csrf());
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** With what a socket is refused. */
  private int socketStatus(Visitor visitor, String path, String origin) throws Exception {
    URI uri = URI.create(web.uri().resolve("/api/v1/" + path).toString().replace("http", "ws"));
    WebSocket.Builder builder = http.newWebSocketBuilder().header("Origin", origin);
    if (!visitor.cookie().isEmpty()) {
      builder.header("Cookie", visitor.cookie());
    }
    try {
      builder
          .buildAsync(uri, new WebSocket.Listener() {})
          .orTimeout(20, TimeUnit.SECONDS)
          .join()
          .abort();
      return 101;
    } catch (CompletionException e) {
      return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }
}
