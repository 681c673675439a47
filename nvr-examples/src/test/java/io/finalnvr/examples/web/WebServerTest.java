package io.finalnvr.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.finalnvr.Nvr;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.examples.web.WebClient.Visitor;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
  private final WebClient http = new WebClient(web.uri());

  WebServerTest() {
    Accounts.add(store, "admin", ADMIN, Role.ADMIN);
  }

  @AfterEach
  void close() {
    web.close();
    nvr.close();
    store.close();
  }

  @Test
  void withoutLogin_nothingIsTold() throws Exception {
    assertThat(http.send(Visitor.STRANGER, "GET", "cameras", "").statusCode()).isEqualTo(401);
    assertThat(http.send(Visitor.STRANGER, "GET", "system", "").statusCode()).isEqualTo(401);
    assertThat(http.socketStatus(Visitor.STRANGER, "state", web.uri().toString())).isEqualTo(401);
  }

  @Test
  void cookie_isOutOfReachOfScripts() throws Exception {
    HttpResponse<String> answer = http.logIn("admin", ADMIN);

    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("HttpOnly", "SameSite=Strict");
  }

  @Test
  void wrongPassword_isRefused_andSlowedDown() throws Exception {
    int status = 401;
    for (int i = 0; i < 5; i++) {
      status = http.logIn("admin", "wrong").statusCode();
      assertThat(status).isEqualTo(401);
    }

    assertThat(http.logIn("admin", ADMIN).statusCode()).isEqualTo(429);
  }

  @Test
  void requestsOfOtherSites_areRefused() throws Exception {
    Visitor admin = http.visitor("admin", ADMIN);
    Visitor withoutToken = new Visitor(admin.cookie(), "");

    assertThat(http.send(withoutToken, "POST", "cameras", CAMERA).statusCode()).isEqualTo(403);
    assertThat(http.socketStatus(admin, "state", "http://evil.example")).isEqualTo(403);
    assertThat(nvr.cameras()).isEmpty();
  }

  @Test
  void viewer_watches_andChangesNothing() throws Exception {
    Visitor admin = http.visitor("admin", ADMIN);
    assertThat(http.send(admin, "POST", "cameras", CAMERA).statusCode()).isEqualTo(201);
    String body = "{\"role\":\"VIEWER\",\"password\":\"%s\"}".formatted(VIEWER);
    assertThat(http.send(admin, "PUT", "users/eve", body).statusCode()).isEqualTo(204);
    Visitor eve = http.visitor("eve", VIEWER);

    assertThat(http.send(eve, "GET", "cameras", "").statusCode()).isEqualTo(200);
    assertThat(http.send(eve, "POST", "cameras/gate/recorder", "{}").statusCode()).isEqualTo(403);
    assertThat(http.send(eve, "DELETE", "cameras/gate", "").statusCode()).isEqualTo(403);
    assertThat(http.send(eve, "GET", "users", "").statusCode()).isEqualTo(403);
    assertThat(nvr.camera("gate")).isPresent();
  }

  @Test
  void passwords_areNeverSentBack() throws Exception {
    Visitor admin = http.visitor("admin", ADMIN);
    HttpResponse<String> added = http.send(admin, "POST", "cameras", CAMERA);

    String all =
        added.body()
            + http.send(admin, "GET", "cameras", "").body()
            + http.send(admin, "GET", "users", "").body()
            + http.send(admin, "GET", "audit", "").body();
    assertThat(all).contains("gate").doesNotContain("tiger", "root", ADMIN, "password");
  }

  @Test
  void whatWasChanged_isInTheAuditLog_withWhoDidIt() throws Exception {
    Visitor admin = http.visitor("admin", ADMIN);
    http.send(admin, "POST", "cameras", CAMERA);
    http.send(admin, "DELETE", "cameras/none", "");

    JsonNode entries = WebClient.json(http.send(admin, "GET", "audit", ""));
    assertThat(entries.get(0).get("action").asText()).isEqualTo("DELETE /api/v1/cameras/none");
    assertThat(entries.get(0).get("status").asInt()).isEqualTo(404);
    assertThat(entries.get(1).get("action").asText()).isEqualTo("POST /api/v1/cameras");
    assertThat(entries.get(1).get("user").asText()).isEqualTo("admin");
    assertThat(Instant.parse(entries.get(1).get("time").asText())).isBefore(Instant.now());
  }

  @Test
  void theLastAdministrator_stays() throws Exception {
    Visitor admin = http.visitor("admin", ADMIN);

    HttpResponse<String> answer = http.send(admin, "DELETE", "users/admin", "");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("only administrator");
  }

  @Test
  void malformedRequests_areRefusedWithWordsThatHelp() throws Exception {
    Visitor admin = http.visitor("admin", ADMIN);
    http.send(admin, "POST", "cameras", CAMERA);

    assertThat(http.send(admin, "POST", "cameras", "[").statusCode()).isEqualTo(400);
    assertThat(http.send(admin, "POST", "cameras", "{}").body())
        .contains("the field id is missing");
    assertThat(http.send(admin, "GET", "cameras/gate/snapshot?at=noon", "").body())
        .contains("2026-03-01T10:15:00Z");
    assertThat(http.send(admin, "GET", "cameras/none", "").statusCode()).isEqualTo(404);
    assertThat(
            http.send(admin, "PUT", "users/bob", "{\"role\":\"VIEWER\",\"password\":\"x\"}").body())
        .contains("at least 8 characters");
  }

  @Test
  void logout_endsTheSession() throws Exception {
    Visitor admin = http.visitor("admin", ADMIN);

    assertThat(http.send(admin, "DELETE", "session", "").statusCode()).isEqualTo(204);

    assertThat(http.send(admin, "GET", "cameras", "").statusCode()).isEqualTo(401);
  }

  @Test
  void sockets_endWithTheSession() throws Exception {
    Visitor admin = http.visitor("admin", ADMIN);
    add("eve", "VIEWER");
    Visitor eve = http.visitor("eve", VIEWER);
    CompletableFuture<String> reason = new CompletableFuture<>();
    http.socket(
        eve,
        "state",
        new WebSocket.Listener() {
          @Override
          public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String why) {
            reason.complete(why);
            return null;
          }
        });

    http.send(admin, "DELETE", "users/eve", "");

    assertThat(reason.get(20, TimeUnit.SECONDS)).isEqualTo("log in again");
  }

  @Test
  void page_isServed_andLoadsNothingFromElsewhere() throws Exception {
    HttpResponse<String> page = http.get(Visitor.STRANGER, "/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("app.js").doesNotContain("http://", "https://");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'self'");
  }

  @Test
  void scheduleAndRetention_areSetByAdministrators_andToldAgain() throws Exception {
    Visitor admin = http.visitor("admin", ADMIN);
    http.send(admin, "POST", "cameras", CAMERA);
    String schedule =
        """
        {"weekly": ["Mon-Fri 08:00-18:00", "Sat,Sun 22:00-06:00"], "zone": "Europe/Berlin",
         "onEvent": true, "preRollSeconds": 5, "postRollSeconds": 60, "events": "outside"}
        """;

    JsonNode told =
        WebClient.json(http.send(admin, "PUT", "cameras/gate/schedule", schedule)).get("schedule");
    assertThat(told.get("weekly").toString())
        .isEqualTo("[\"Mon-Fri 08:00-18:00\",\"Sat,Sun 22:00-06:00\"]");
    assertThat(told.get("events").asText()).isEqualTo("outside");
    assertThat(told.get("postRollSeconds").asInt()).isEqualTo(60);
    assertThat(http.send(admin, "PUT", "cameras/gate/schedule", told.toString()).statusCode())
        .isEqualTo(200);

    String retention = "{\"maxAgeSeconds\": 86400, \"maxBytes\": 1000000000}";
    JsonNode kept =
        WebClient.json(http.send(admin, "PUT", "cameras/gate/retention", retention))
            .get("retention");
    assertThat(kept.get("maxAgeSeconds").asLong()).isEqualTo(86_400);
    assertThat(kept.get("words").asText()).contains("whichever keeps less");
    assertThat(http.getJson(admin, "cameras/gate/retention").at("/policy/maxBytes").asLong())
        .isEqualTo(1_000_000_000);
  }

  @Test
  void retentionPlan_removesNothing_andChangesNoPolicy() throws Exception {
    Visitor admin = http.visitor("admin", ADMIN);
    http.send(admin, "POST", "cameras", CAMERA);

    JsonNode plan =
        WebClient.json(
            http.send(admin, "POST", "cameras/gate/retention/plans", "{\"maxAgeSeconds\": 60}"));

    assertThat(plan.get("reason").asText()).contains("keep at most");
    assertThat(http.getJson(admin, "cameras/gate").at("/retention/words").asText())
        .isEqualTo("keep everything");
  }

  @Test
  void malformedSchedules_areRefused() throws Exception {
    Visitor admin = http.visitor("admin", ADMIN);
    http.send(admin, "POST", "cameras", CAMERA);

    Map<String, String> bodies =
        Map.of(
            "{\"weekly\": \"Mon\"}", "a list of times",
            "{\"weekly\": [\"Noday 1\"]}", "no time of the week",
            "{\"weekly\": [\"daily 08:00-18:00\"], \"zone\": \"Moon/Dark\"}", "no time zone",
            "{\"onEvent\": \"yes\"}", "must be true or false",
            "{\"onEvent\": true, \"preRollSeconds\": 301}", "from 0 to 300");
    for (var body : bodies.entrySet()) {
      HttpResponse<String> answer = http.send(admin, "PUT", "cameras/gate/schedule", body.getKey());
      assertThat(answer.statusCode()).as(body.getKey()).isEqualTo(400);
      assertThat(answer.body()).contains(body.getValue());
    }
    assertThat(http.getJson(admin, "cameras/gate").at("/schedule/words").asText())
        .isEqualTo("always");
  }

  @Test
  void bookmarksHoldsAndEvents_areForOperators_andListedForViewers() throws Exception {
    Visitor admin = http.visitor("admin", ADMIN);
    http.send(admin, "POST", "cameras", CAMERA);
    add("oscar", "OPERATOR");
    add("eve", "VIEWER");
    Visitor oscar = http.visitor("oscar", VIEWER);
    Visitor eve = http.visitor("eve", VIEWER);
    String mark = "{\"start\": \"2026-03-01T10:15:00Z\", \"name\": \"the parcel\"}";

    assertThat(http.send(eve, "POST", "cameras/gate/bookmarks", mark).statusCode()).isEqualTo(403);
    HttpResponse<String> added = http.send(oscar, "POST", "cameras/gate/bookmarks", mark);
    assertThat(added.statusCode()).isEqualTo(201);
    assertThat(http.getJson(eve, "cameras/gate/bookmarks").at("/0/name").asText())
        .isEqualTo("the parcel");
    String id = WebClient.json(added).get("id").asText();
    assertThat(http.send(oscar, "DELETE", "bookmarks/" + id, "").statusCode()).isEqualTo(204);
    assertThat(http.getJson(eve, "cameras/gate/bookmarks")).isEmpty();

    assertThat(http.send(eve, "POST", "cameras/gate/events", "{\"label\": \"door\"}").statusCode())
        .isEqualTo(403);
    assertThat(
            http.send(oscar, "POST", "cameras/gate/events", "{\"label\": \"door\"}").statusCode())
        .isEqualTo(201);
    assertThat(http.getJson(eve, "events?label=DOO").at("/0/label").asText()).isEqualTo("door");
    assertThat(http.getJson(eve, "events?label=window")).isEmpty();
    assertThat(http.getJson(eve, "events?camera=yard")).isEmpty();
    assertThat(http.get(eve, "events?minScore=101").statusCode()).isEqualTo(400);
  }

  @Test
  void analysis_isTurnedOnByAdministratorsOnly_andRangesAreBounded() throws Exception {
    Visitor admin = http.visitor("admin", ADMIN);
    http.send(admin, "POST", "cameras", CAMERA);
    add("oscar", "OPERATOR");
    Visitor oscar = http.visitor("oscar", VIEWER);
    String year = "from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z";
    String day = "{\"start\": \"2026-01-01T00:00:00Z\", \"end\": \"2026-01-03T00:00:00Z\"}";

    assertThat(http.send(oscar, "PUT", "cameras/gate/motion", "{}").statusCode()).isEqualTo(403);
    assertThat(http.send(admin, "PUT", "cameras/gate/motion", "{\"sensitivity\": 2}").statusCode())
        .isEqualTo(400);
    assertThat(http.getJson(oscar, "cameras/gate/motion").get("on").asBoolean()).isFalse();
    assertThat(http.get(oscar, "cameras/gate/activity?" + year).statusCode()).isEqualTo(400);
    assertThat(http.get(oscar, "cameras/gate/detections?" + year).statusCode()).isEqualTo(400);
    assertThat(http.send(oscar, "POST", "cameras/gate/analyses", day).body())
        .contains("a day at a time");
    assertThat(http.getJson(oscar, "analyses")).isEmpty();
  }

  @Test
  void knownPassword_isNotSentToAnotherHost() throws Exception {
    Visitor admin = http.visitor("admin", ADMIN);
    http.send(admin, "POST", "cameras", CAMERA);
    String elsewhere = "{\"uri\": \"rtsp://192.0.2.66/\"}";

    HttpResponse<String> trial = http.send(admin, "POST", "cameras/gate/trials", elsewhere);
    HttpResponse<String> edit = http.send(admin, "PUT", "cameras/gate", elsewhere);

    assertThat(trial.statusCode()).isEqualTo(400);
    assertThat(edit.statusCode()).isEqualTo(400);
    assertThat(edit.body()).contains("anew");
    String path = "{\"uri\": \"rtsp://192.0.2.1/other\"}";
    assertThat(http.send(admin, "PUT", "cameras/gate", path).statusCode()).isEqualTo(200);
  }

  @Test
  void metrics_areForProgramsThatKnowAPassword() throws Exception {
    Visitor admin = http.visitor("admin", ADMIN);
    http.send(admin, "POST", "cameras", CAMERA);
    String login = basic("admin", ADMIN);

    HttpResponse<byte[]> refused = http.bytes(Visitor.STRANGER, "GET", "/metrics");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic");
    String metrics =
        new String(
            http.bytes(Visitor.STRANGER, "GET", "/metrics", "Authorization", login).body(),
            StandardCharsets.UTF_8);
    assertThat(metrics).contains("nvr_cameras{state=\"IDLE\"} 1.0", "jvm_memory_used_bytes");
  }

  @Test
  void passwordInAHeader_opensWhatIsRead_andChangesNothing() throws Exception {
    String login = basic("admin", ADMIN);

    assertThat(http.bytes(Visitor.STRANGER, "GET", "cameras", "Authorization", login).statusCode())
        .isEqualTo(200);
    assertThat(
            http.bytes(Visitor.STRANGER, "DELETE", "users/admin", "Authorization", login)
                .statusCode())
        .isEqualTo(401);
    assertThat(
            http.bytes(
                    Visitor.STRANGER,
                    "GET",
                    "cameras",
                    "Authorization",
                    basic("admin", "wrong one"))
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void health_isToldToEverybody() throws Exception {
    assertThat(http.get(Visitor.STRANGER, "/health/live").statusCode()).isEqualTo(200);
    assertThat(http.get(Visitor.STRANGER, "/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void description_namesEveryRoute_andItsRole() throws Exception {
    JsonNode paths = http.getJson(Visitor.STRANGER, "openapi.json").get("paths");

    assertThat(described(paths)).containsExactlyInAnyOrderElementsOf(web.routes());
  }

  /** As {@code GET /api/v1/cameras VIEWER}. */
  private static List<String> described(JsonNode paths) {
    List<String> all = new ArrayList<>();
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        each ->
                            all.add(
                                "%s %s %s"
                                    .formatted(
                                        each.getKey().toUpperCase(Locale.ROOT),
                                        path.getKey(),
                                        each.getValue().path("x-role").asText()))));
    return all;
  }

  private void add(String user, String role) {
    Accounts.add(store, user, VIEWER, Role.valueOf(role));
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }
}
