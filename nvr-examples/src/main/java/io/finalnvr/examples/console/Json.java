package io.finalnvr.examples.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Writes results as JSON: instants as ISO 8601 in UTC, absent values left out. */
public final class Json {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final ObjectMapper LINES = new ObjectMapper();

  private Json() {}

  /** A value as text. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A value as text in one line. */
  public static String line(Object value) {
    try {
      return LINES.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An object with the keys and values given by turns. */
  public static Map<String, Object> object(Object... keysAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      put(object, (String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }

  private static void put(Map<String, Object> object, String key, Object value) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(v -> put(object, key, v));
    } else if (value instanceof OptionalLong optional) {
      optional.ifPresent(v -> object.put(key, v));
    } else if (value instanceof OptionalDouble optional) {
      optional.ifPresent(v -> object.put(key, v));
    } else if (value instanceof Number
        || value instanceof Boolean
        || value instanceof Collection<?>
        || value instanceof Map<?, ?>) {
      object.put(key, value);
    } else {
      object.put(key, value.toString());
    }
  }
}
