package io.finalnvr.gstreamer;

import io.finalnvr.CameraConfig;
import io.finalnvr.ConfigurationException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What stands behind the question mark of a camera's URI. */
final class UriOptions {

  private final String camera;
  private final Map<String, String> values;

  private UriOptions(String camera, Map<String, String> values) {
    this.camera = camera;
    this.values = values;
  }

  /** Reads the options; one that is not known is refused. */
  static UriOptions of(CameraConfig camera, Set<String> known) {
    // Not getRawQuery: a URI such as test:?fps=25 is opaque, and has none.
    String text = camera.uri().getRawSchemeSpecificPart();
    Map<String, String> values = new HashMap<>();
    int mark = text.indexOf('?');
    if (mark >= 0) {
      for (String option : text.substring(mark + 1).split("&")) {
        String[] pair = option.split("=", 2);
        if (!known.contains(pair[0])) {
          throw new ConfigurationException(
              "camera %s: the option '%s' is not known; there are %s"
                  .formatted(camera.id(), pair[0], String.join(", ", new TreeSet<>(known))));
        }
        values.put(
            pair[0],
            pair.length == 1 ? "true" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
      }
    }
    return new UriOptions(camera.id(), values);
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  boolean flag(String name) {
    String value = text(name, "false");
    if (!value.equals("true") && !value.equals("false")) {
      throw new ConfigurationException(
          "camera %s: the option %s is '%s'; write true or false".formatted(camera, name, value));
    }
    return value.equals("true");
  }

  int number(String name, int otherwise, int least, int most) {
    String value = text(name, Integer.toString(otherwise));
    return number(name, value, least, most);
  }

  int number(String name, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new ConfigurationException(
        "camera %s: the option %s is '%s'; write a number from %d to %d"
            .formatted(camera, name, value, least, most));
  }
}
