package io.finalnvr.examples.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A route as the OpenAPI description of the application tells of it.
 *
 * @param role that it needs
 * @param parameters names of those that stand behind the question mark
 * @param hasBody whether it takes one
 */
record Route(String method, String path, Role role, List<String> parameters, boolean hasBody) {

  private static final Pattern NAMES = Pattern.compile("\\{\\w+}");

  /** All of them. */
  static List<Route> all() throws IOException {
    try (InputStream description = WebServer.class.getResourceAsStream("openapi.json")) {
      List<Route> all = new ArrayList<>();
      new ObjectMapper()
          .readTree(Objects.requireNonNull(description))
          .get("paths")
          .properties()
          .forEach(
              path ->
                  path.getValue()
                      .properties()
                      .forEach(each -> all.add(of(path.getKey(), each.getKey(), each.getValue()))));
      return all;
    }
  }

  private static Route of(String path, String method, JsonNode operation) {
    return new Route(
        method.toUpperCase(Locale.ROOT),
        path,
        Role.valueOf(operation.get("x-role").asText()),
        operation.path("parameters").findParents("in").stream()
            .filter(each -> each.get("in").asText().equals("query"))
            .map(each -> each.get("name").asText())
            .toList(),
        operation.has("requestBody"));
  }

  boolean hasName() {
    return NAMES.matcher(path).find();
  }

  boolean reads() {
    return method.equals("GET") || method.equals("HEAD");
  }

  /** Its path with the same in all places where something is to be named. */
  String of(String name) {
    return NAMES.matcher(path).replaceAll(name.replace("$", "\\$"));
  }

  /** Its path with a camera, and things that are not there. */
  String ofCamera(String camera) {
    return path.replace("{camera}", camera).replaceAll(NAMES.pattern(), "none");
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
