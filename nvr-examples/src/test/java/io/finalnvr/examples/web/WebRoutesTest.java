package io.finalnvr.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finalnvr.CameraConfig;
import io.finalnvr.Nvr;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.examples.web.WebClient.Visitor;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every route that the description of the API names, asked by those who may not, and in ways in
 * which nobody should: it is refused with words that help, never by a failure of the server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebRoutesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "a good password";
  private static final String SECRET = "tiger-in-the-tank";
  private static final String HUGE = "x".repeat(50_000);

  /** A range in which there is no footage. */
  private static final Map<String, String> RANGE =
      Map.of("from", "2026-03-01T10:00:00Z", "to", "2026-03-01T10:01:00Z");

  /** Asked for beside a parameter that can't be. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "from",
          "2026-03-01T10:00:00Z",
          "to",
          "2026-03-01T10:01:00Z",
          "at",
          "2026-03-01T10:00:00Z");

  private static final List<String> NAMES =
      List.of(
          "none",
          "..%2fgate",
          "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
          "..",
          "gate%00",
          "gate%0d%0aX-A:%20b",
          "GATE",
          "%ff%fe",
          "gate%5c..",
          "%3Cscript%3E",
          "x".repeat(2_000));

  private static final List<String> VALUES =
      List.of(
          "",
          "noon",
          "-1",
          "99999999999999999999",
          "NaN",
          "%00",
          "..%2f..%2fetc%2fpasswd",
          "%27%20OR%201=1",
          "%3Cscript%3E",
          "2026-02-30T10:00:00Z",
          "%2B1000000000-12-31T23:59:59.999999999Z",
          "-1000000000-01-01T00:00:00Z",
          "1900-01-01T00:00:00Z",
          "x".repeat(2_000));

  private static final List<String> NO_OBJECTS =
      List.of(
          "",
          "[",
          "{",
          "{\"a\":",
          "[]",
          "null",
          "5",
          "\"text\"",
          "{\"a\":1",
          "\u0000",
          "{'a':1}",
          "[".repeat(5_000),
          "{\"a\":".repeat(5_000));

  private static final List<String> WRONG =
      List.of(
          "null",
          "true",
          "-1",
          "1e999",
          "5",
          "[]",
          "[null]",
          "{}",
          "{\"a\":{}}",
          "\"\"",
          "\"noon\"",
          "\"\\u0000\"",
          "\"+1000000000-12-31T23:59:59.999999999Z\"",
          "\"../../etc\"",
          "[[1,2],{\"x\":5}]",
          "[{\"name\":5,\"corners\":[]}]",
          "[{\"name\":\"a\",\"corners\":[{\"x\":9,\"y\":9}]}]",
          "\"" + HUGE + "\"",
          "99999999999999999999");

  private static final List<String> MESSAGES =
      List.of(
          "",
          "{",
          "[]",
          "null",
          "{}",
          "{\"command\":5}",
          "{\"command\":\"dance\"}",
          "{\"command\":\"speed\",\"speed\":\"fast\"}",
          "{\"command\":\"speed\",\"speed\":1e999}",
          "{\"command\":\"seek\"}",
          "{\"command\":\"seek\",\"at\":\"noon\"}",
          "{\"command\":\"seek\",\"at\":\"+1000000000-12-31T23:59:59.999999999Z\"}",
          "\u0000",
          HUGE);

  /** What would be right, but for what keeps a change from being made. */
  private static final Map<String, String> RIGHT =
      Map.ofEntries(
          Map.entry("POST /api/v1/session", "{\"user\":\"nobody\",\"password\":\"wrong\"}"),
          Map.entry(
              "PUT /api/v1/users/{user}", "{\"role\":\"VIEWER\",\"password\":\"long enough\"}"),
          Map.entry(
              "POST /api/v1/cameras",
              "{\"id\":\"new\",\"uri\":\"rtsp://192.0.2.9/\",\"subUri\":\"rtsp://192.0.2.9/2\","
                  + "\"name\":\"New\",\"location\":\"here\",\"transport\":\"TCP\",\"user\":\"root\","
                  + "\"password\":\""
                  + SECRET
                  + "\"}"),
          Map.entry(
              "POST /api/v1/trials",
              "{\"name\":\"x\",\"transport\":\"TCP\",\"user\":\"u\",\"password\":\"p\"}"),
          Map.entry("POST /api/v1/cameras/{camera}/trials", "{\"uri\":\"rtsp://192.0.2.66/\"}"),
          Map.entry(
              "PUT /api/v1/cameras/{camera}",
              "{\"name\":\"Gate\",\"location\":\"\",\"transport\":\"TCP\",\"uri\":\"rtsp://192.0.2.1/a\",\"subUri\":\"rtsp://192.0.2.1/b\"}"),
          Map.entry(
              "PUT /api/v1/cameras/{camera}/schedule",
              "{\"weekly\":[\"Mon-Fri 08:00-18:00\"],\"zone\":\"UTC\",\"onEvent\":true,"
                  + "\"preRollSeconds\":5,\"postRollSeconds\":5,\"events\":\"inside\"}"),
          Map.entry(
              "PUT /api/v1/cameras/{camera}/retention",
              "{\"maxAgeSeconds\":5,\"maxBytes\":5,\"keepMore\":true}"),
          Map.entry(
              "POST /api/v1/cameras/{camera}/retention/plans",
              "{\"maxAgeSeconds\":5,\"maxBytes\":5,\"keepMore\":true}"),
          Map.entry(
              "PUT /api/v1/cameras/{camera}/events/retention",
              "{\"maxAgeSeconds\":5,\"maxBytes\":5,\"keepMore\":true}"),
          Map.entry(
              "POST /api/v1/cameras/{camera}/holds",
              "{\"start\":\"2026-03-01T10:00:00Z\",\"end\":\"2026-03-01T10:01:00Z\",\"note\":\"x\",\"stream\":\"main\"}"),
          Map.entry(
              "POST /api/v1/cameras/{camera}/bookmarks",
              "{\"start\":\"2026-03-01T10:00:00Z\",\"end\":\"2026-03-01T10:01:00Z\",\"name\":\"x\"}"),
          Map.entry("POST /api/v1/cameras/{camera}/events", "{\"label\":\"door\"}"),
          Map.entry(
              "PUT /api/v1/cameras/{camera}/motion",
              "{\"sensitivity\":0.5,\"minArea\":0.1,\"minSeconds\":1,\"zones\":[],\"masks\":[]}"),
          Map.entry(
              "POST /api/v1/cameras/{camera}/analyses",
              "{\"start\":\"2026-03-01T10:00:00Z\",\"end\":\"2026-03-01T10:01:00Z\",\"sensitivity\":0.5,"
                  + "\"minArea\":0.1,\"minSeconds\":1,\"zones\":[],\"masks\":[]}"));

  private final MemoryStore store = new MemoryStore();
  private final Nvr nvr = Nvr.builder().store(store).build();
  private final WebServer web =
      WebServer.start(nvr, store, InstantSource.system(), WebSettings.loopback(0));
  private final WebClient http = new WebClient(web.uri());
  private Visitor admin;
  private Visitor operator;
  private Visitor viewer;

  @BeforeAll
  void people() throws Exception {
    admin = visitor("admin", Role.ADMIN);
    operator = visitor("oscar", Role.OPERATOR);
    viewer = visitor("eve", Role.VIEWER);
    nvr.add(CameraConfig.of("gate", "rtsp://root:%s@192.0.2.1/".formatted(SECRET)));
  }

  private Visitor visitor(String name, Role role) throws Exception {
    Accounts.add(store, name, PASSWORD, role);
    return http.visitor(name, PASSWORD);
  }

  @AfterAll
  void close() {
    web.close();
    nvr.close();
    store.close();
  }

  static List<Route> routes() throws IOException {
    return Route.all();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void isOpenOnlyToThoseWhoMay(Route route) throws Exception {
    String path = route.ofCamera("gate");
    for (Visitor visitor : List.of(Visitor.STRANGER, viewer, operator)) {
      Role role =
          visitor == operator ? Role.OPERATOR : visitor == viewer ? Role.VIEWER : Role.ANYONE;
      if (role.includes(route.role())) {
        continue;
      }
      HttpResponse<String> answer = http.send(visitor, route.method(), path, "{}");
      assertThat(answer.statusCode())
          .as("%s as %s", route, role)
          .isEqualTo(role == Role.ANYONE ? 401 : 403);
      refusal(route, answer);
    }
    if (!route.reads() && route.role() != Role.ANYONE) {
      Visitor otherSite = new Visitor(admin.cookie(), "");
      assertThat(http.send(otherSite, route.method(), path, "{}").statusCode()).isEqualTo(403);
    }
    assertThat(nvr.camera("gate")).isPresent();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void whatIsNotThere_isNotFound_andPathsLeadNowhere(Route route) throws Exception {
    if (!route.hasName()) {
      return;
    }
    for (String name : NAMES) {
      HttpResponse<String> answer = http.send(admin, route.method(), route.of(name), "{}");
      assertThat(answer.statusCode())
          .as("%s %s", route.method(), route.of(name))
          .isBetween(400, 499);
      refusal(route, answer);
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void parametersThatCannotBe_areRefused(Route route) throws Exception {
    String path = route.ofCamera(route.reads() ? "gate" : "none");
    for (String name : route.parameters()) {
      for (String value : VALUES) {
        StringBuilder query = new StringBuilder("?").append(name).append('=').append(value);
        OTHERS.forEach(
            (key, instant) -> {
              if (!key.equals(name) && route.parameters().contains(key)) {
                query.append('&').append(key).append('=').append(instant);
              }
            });
        answered(route, http.send(admin, route.method(), path + query, ""));
      }
    }
    if (route.parameters().containsAll(RANGE.keySet())) {
      String reversed = "?from=%s&to=%s".formatted(RANGE.get("to"), RANGE.get("from"));
      HttpResponse<String> answer = http.send(admin, route.method(), path + reversed, "");
      assertThat(answer.statusCode()).isEqualTo(400);
      refusal(route, answer);
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void bodiesThatAreNoObjects_areRefused(Route route) throws Exception {
    if (!route.hasBody()) {
      return;
    }
    String path = route.of("gate");
    for (String body : NO_OBJECTS) {
      HttpResponse<String> answer = http.send(admin, route.method(), path, body);
      assertThat(answer.statusCode())
          .as(body.substring(0, Math.min(20, body.length())))
          .isEqualTo(400);
      refusal(route, answer);
    }
    HttpResponse<String> tooLarge =
        http.send(admin, route.method(), path, "{\"a\":\"%s\"}".formatted("x".repeat(2_000_000)));
    assertThat(tooLarge.statusCode()).isEqualTo(413);
    refusal(route, tooLarge);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void fieldsOfAWrongKind_areRefused(Route route) throws Exception {
    if (!route.hasBody()) {
      return;
    }
    assertThat(RIGHT).as("what the route takes").containsKey(route.toString());
    JsonNode right = JSON.readTree(RIGHT.get(route.toString()));
    for (var field : right.properties()) {
      for (String wrong : WRONG) {
        ObjectNode body = right.deepCopy();
        String text = body.put(field.getKey(), "\u0001").toString().replace("\"\\u0001\"", wrong);
        answered(
            route,
            http.send(
                admin, route.method(), route.of("gate").replace("users/gate", "users/new"), text));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state",
        "cameras/gate/video",
        "cameras/gate/video?from=noon",
        "cameras/gate/video?from=%2B1000000000-12-31T23:59:59.999999999Z",
        "cameras/none/video",
        "cameras/..%2fgate/video",
        "cameras/none/pictures",
        "cameras/gate/pictures?speed=fast",
        "cameras/gate/pictures?speed=NaN",
        "cameras/gate/pictures?speed=0",
        "cameras/gate/pictures?width=-1",
        "cameras/gate/pictures?from=noon"
      })
  void sockets_takeNoNonsense(String path) throws Exception {
    for (String message : MESSAGES) {
      Talk talk = new Talk();
      WebSocket socket;
      try {
        socket = http.socket(viewer, path, talk);
      } catch (CompletionException e) {
        continue; // Refused before it was one.
      }
      socket.sendText(message, true).exceptionally(e -> socket);
      socket.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true).exceptionally(e -> socket);
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(e -> socket);
      talk.over.get(20, TimeUnit.SECONDS);
      assertThat(talk.heard.toString())
          .as("%s told %s", path, message.substring(0, Math.min(60, message.length())))
          .doesNotContain("Exception", "\tat ", "io.finalnvr.", "java.", "null", SECRET, PASSWORD);
    }
    assertThat(http.get(viewer, "cameras/gate").statusCode()).isEqualTo(200);
  }

  /** What a socket says, and with what reason it ends. */
  private static final class Talk implements WebSocket.Listener {
    final StringBuffer heard = new StringBuffer();
    final CompletableFuture<Void> over = new CompletableFuture<>();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      heard.append(text);
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      heard.append(reason);
      over.complete(null);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      over.complete(null);
    }
  }

  /** Whatever it is, the server is right and tells no secret. */
  private static void answered(Route route, HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() >= 400) {
      refusal(route, answer);
    }
    assertThat(answer.body()).doesNotContain(SECRET, PASSWORD);
  }

  private static void refusal(Route route, HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode())
        .as("%s: %s", answer.request(), answer.body())
        .isBetween(400, 499);
    if (route.method().equals("HEAD")) {
      return;
    }
    assertThat(answer.headers().firstValue("Content-Type"))
        .as("%s: %s", answer.request(), answer.body())
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    String error = JSON.readTree(answer.body()).path("error").asText();
    assertThat(error)
        .as(answer.body())
        .isNotBlank()
        .hasSizeLessThan(600)
        .doesNotContain("Exception", "\tat ", "io.finalnvr.", "java.", SECRET, PASSWORD);
  }
}
