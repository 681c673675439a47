package io.finalnvr.pravega.embedded;

import io.pravega.controller.util.Config;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that Pravega's controller takes from system properties when its class {@link Config} is
 * loaded, and that are meant for clusters. The properties are put back at once. Where something
 * else in the JVM has loaded the class before, the node works all the same, with more threads.
 */
final class ControllerDefaults {

  private static final Map<String, String> VALUES =
      Map.of(
          "controller.container.count", "1",
          "controller.watermarking.bucket.count", "1",
          "controller.watermarking.thread.count", "1");

  private ControllerDefaults() {}

  static synchronized void load() {
    Map<String, @Nullable String> before = new HashMap<>();
    VALUES.forEach((key, value) -> before.put(key, System.setProperty(key, value)));
    try {
      Class.forName(Config.class.getName(), /* initialize= */ true, Config.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    } finally {
      before.forEach(ControllerDefaults::restore);
    }
  }

  private static void restore(String key, @Nullable String value) {
    if (value == null) {
      System.clearProperty(key);
    } else {
      System.setProperty(key, value);
    }
  }
}
