package io.finalnvr.examples.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finalnvr.CameraStream;
import io.finalnvr.Speed;
import io.finalnvr.TimeRange;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a request says; what can't be right is refused with words that help. */
final class Requests {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What lies outside is a mistake; times of frames can't tell of it. */
  private static final Instant FIRST = Instant.EPOCH;

  private static final Instant END = Instant.parse("2200-01-01T00:00:00Z");

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
      Instant instant = Instant.parse(text);
      if (!instant.isBefore(FIRST) && instant.isBefore(END)) {
        return instant;
      }
    } catch (DateTimeParseException e) {
      // Told below.
    }
    throw new BadRequestResponse(
        name + " must be an instant such as 2026-03-01T10:15:00Z, from 1970 to 2199");
  }

  /** The fields {@code start} and {@code end}. */
  static TimeRange range(JsonNode body) {
    Instant start = instant("start", text(body, "start"));
    Instant end = instant("end", text(body, "end"));
    if (!start.isBefore(end)) {
      throw new BadRequestResponse("start must be before end");
    }
    return new TimeRange(start, end);
  }

  /** The field {@code stream}; without it, the main one. */
  static CameraStream stream(JsonNode body) {
    String word = optionalText(body, "stream").orElse(CameraStream.MAIN.word());
    return Stream.of(CameraStream.values())
        .filter(stream -> stream.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new BadRequestResponse("the stream is main or sub"));
  }

  /** The parameters {@code from} and {@code to}. */
  static TimeRange range(Context request) {
    Instant from = instant(request, "from");
    Instant to = instant(request, "to");
    if (!from.isBefore(to)) {
      throw new BadRequestResponse("from must be before to");
    }
    return new TimeRange(from, to);
  }

  /** A number in the path; what is none is not there. */
  static long pathNumber(Context request, String name) {
    String text = request.pathParam(name);
    if (!text.matches("\\d{1,9}")) {
      throw new NotFoundResponse("there is no " + name + " " + text);
    }
    return Long.parseLong(text);
  }

  static OptionalLong optionalLong(JsonNode body, String field, long least, long most) {
    JsonNode value = body.get(field);
    if (value == null || value.isNull()) {
      return OptionalLong.empty();
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.asLong() < least
        || value.asLong() > most) {
      throw new BadRequestResponse(
          "the field %s must be a whole number from %d to %d".formatted(field, least, most));
    }
    return OptionalLong.of(value.asLong());
  }

  static boolean flag(JsonNode body, String field) {
    JsonNode value = body.get(field);
    if (value != null && !value.isNull() && !value.isBoolean()) {
      throw new BadRequestResponse("the field " + field + " must be true or false");
    }
    return value != null && value.asBoolean();
  }

  static int number(Context request, String name, int otherwise, int least, int most) {
    return number(name, request.queryParam(name), otherwise, least, most);
  }

  static int number(String name, @Nullable String text, int otherwise, int least, int most) {
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

  static Speed speed(String text) {
    try {
      return new Speed(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw new BadRequestResponse("speed must be a number, below zero for backwards");
    }
  }
}
