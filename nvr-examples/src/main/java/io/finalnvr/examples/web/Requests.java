package io.finalnvr.examples.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads what a request says; what can't be right is refused with words that help. */
final class Requests {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Requests() {}

  static JsonNode body(Context request) {
    return json(request.body());
  }

  static JsonNode json(String text) {
    try {
      JsonNode body = JSON.readTree(text);
      if (body != null && body.isObject()) {
        return body;
      }
    } catch (IOException e) {
      // Told below; the text is left out: it may hold a password.
    }
    throw new BadRequestResponse("the body must be a JSON object");
  }

  static String text(JsonNode body, String field) {
    return optionalText(body, field)
        .orElseThrow(() -> new BadRequestResponse("the field " + field + " is missing"));
  }

  static Optional<String> optionalText(JsonNode body, String field) {
    JsonNode value = body.get(field);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new BadRequestResponse("the field " + field + " must be a string");
    }
    return Optional.of(value.asText());
  }

  static Instant instant(Context request, String name) {
    return optionalInstant(request, name)
        .orElseThrow(() -> new BadRequestResponse("the parameter " + name + " is missing"));
  }

  static Optional<Instant> optionalInstant(Context request, String name) {
    return Optional.ofNullable(request.queryParam(name)).map(text -> instant(name, text));
  }

  static Instant instant(String name, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new BadRequestResponse(name + " must be an instant such as 2026-03-01T10:15:00Z");
    }
  }

  static int number(Context request, String name, int otherwise, int least, int most) {
    String text = request.queryParam(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new BadRequestResponse("%s must be a number from %d to %d".formatted(name, least, most));
  }
}
