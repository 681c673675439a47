package io.finalnvr.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Talks to the web application as programs and browsers do. */
final class WebClient {

  /** Somebody who is logged in. */
  record Visitor(String cookie, String csrf) {
    static final Visitor STRANGER = new Visitor("", "");
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;

  WebClient(URI server) {
    this.server = server;
  }

  Visitor visitor(String user, String password) throws Exception {
    HttpResponse<String> answer = logIn(user, password);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    return new Visitor(cookie, json(answer).get("csrf").asText());
  }

  HttpResponse<String> logIn(String user, String password) throws Exception {
    String body = JSON.createObjectNode().put("user", user).put("password", password).toString();
    return send(Visitor.STRANGER, "POST", "session", body);
  }

  HttpResponse<String> send(Visitor visitor, String method, String path, String body)
      throws Exception {
    HttpRequest request =
        request(visitor, path).method(method, BodyPublishers.ofString(body)).build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      // A server may close a connection after a request that it refused before it was all there.
      return http.send(request, BodyHandlers.ofString());
    }
  }

  HttpResponse<String> get(Visitor visitor, String path) throws Exception {
    return send(visitor, "GET", path, "");
  }

  JsonNode getJson(Visitor visitor, String path) throws Exception {
    HttpResponse<String> answer = get(visitor, path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  /** With more headers: names and values by turns. */
  HttpResponse<byte[]> bytes(Visitor visitor, String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request = request(visitor, path).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(Visitor visitor, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path.startsWith("/") ? path : "/api/v1/" + path));
    if (!visitor.cookie().isEmpty()) {
      request.header("Cookie", visitor.cookie());
    }
    if (!visitor.csrf().isEmpty()) {
      request.header(Access.CSRF_HEADER, visitor.csrf());
    }
    return request;
  }

  WebSocket socket(Visitor visitor, String path, WebSocket.Listener listener) {
    return open(visitor, path, server.toString(), listener);
  }

  private WebSocket open(Visitor visitor, String path, String origin, WebSocket.Listener listener) {
    URI uri = URI.create(server.resolve("/api/v1/" + path).toString().replace("http", "ws"));
    WebSocket.Builder builder = http.newWebSocketBuilder().header("Origin", origin);
    if (!visitor.cookie().isEmpty()) {
      builder.header("Cookie", visitor.cookie());
    }
    return builder.buildAsync(uri, listener).orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** With what a socket is refused. */
  int socketStatus(Visitor visitor, String path, String origin) {
    try {
      open(visitor, path, origin, new WebSocket.Listener() {}).abort();
      return 101;
    } catch (CompletionException e) {
      return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }
  }

  static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }
}
