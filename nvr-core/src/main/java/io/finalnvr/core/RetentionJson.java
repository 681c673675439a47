package io.finalnvr.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finalnvr.ConfigurationException;
import io.finalnvr.RetentionPolicy;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retention policies in the catalogue: {@code {}}, {@code {"maxAge":"PT720H"}}, {@code
 * {"maxBytes":1000}}, {@code {"anyOf":[...]}}, {@code {"allOf":[...]}}.
 */
final class RetentionJson {

  private static final Logger LOG = LoggerFactory.getLogger(RetentionJson.class);
  private static final int DEEPEST = 20;

  private RetentionJson() {}

  /**
   * The JSON form.
   *
   * @throws ConfigurationException for a policy of the application's own
   */
  static JsonNode write(RetentionPolicy policy) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (policy instanceof RetentionPolicy.MaxAge maxAge) {
      node.put("maxAge", maxAge.age().toString());
    } else if (policy instanceof RetentionPolicy.MaxBytes maxBytes) {
      node.put("maxBytes", maxBytes.bytes());
    } else if (policy instanceof RetentionPolicy.AnyOf anyOf) {
      node.set("anyOf", write(anyOf.policies()));
    } else if (policy instanceof RetentionPolicy.AllOf allOf) {
      node.set("allOf", write(allOf.policies()));
    } else if (!(policy instanceof RetentionPolicy.KeepForever)) {
      throw new ConfigurationException(
          "the catalogue can't keep %s; use keepForever, maxAge, maxBytes, anyOf and allOf of"
                  .formatted(policy.describe())
              + " RetentionPolicy");
    }
    return node;
  }

  private static ArrayNode write(List<RetentionPolicy> policies) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    policies.forEach(policy -> array.add(write(policy)));
    return array;
  }

  /** Where there is no policy, and where one can't be read, nothing is removed. */
  static RetentionPolicy read(String cameraId, JsonNode node) {
    if (node.isMissingNode()) {
      return RetentionPolicy.keepForever();
    }
    try {
      return read(node, 0);
    } catch (DateTimeException | IllegalArgumentException | ConfigurationException e) {
      LOG.warn(
          "camera {}: its retention policy can't be read, all footage is kept: {}", cameraId, node);
      return RetentionPolicy.keepForever();
    }
  }

  private static RetentionPolicy read(JsonNode node, int depth) {
    if (!node.isObject() || node.size() > 1 || depth > DEEPEST) {
      throw new IllegalArgumentException("not a policy");
    }
    if (node.isEmpty()) {
      return RetentionPolicy.keepForever();
    }
    String rule = node.fieldNames().next();
    JsonNode value = node.get(rule);
    return switch (rule) {
      case "maxAge" -> RetentionPolicy.maxAge(Duration.parse(value.asText()));
      case "maxBytes" -> RetentionPolicy.maxBytes(value.asLong());
      case "anyOf" -> RetentionPolicy.anyOf(all(value, depth));
      case "allOf" -> RetentionPolicy.allOf(all(value, depth));
      default -> throw new IllegalArgumentException("no policy " + rule);
    };
  }

  private static RetentionPolicy[] all(JsonNode array, int depth) {
    List<RetentionPolicy> policies = new ArrayList<>();
    array.forEach(node -> policies.add(read(node, depth + 1)));
    return policies.toArray(RetentionPolicy[]::new);
  }
}
