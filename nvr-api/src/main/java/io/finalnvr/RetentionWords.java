package io.finalnvr;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How policies speak. */
final class RetentionWords {

  private RetentionWords() {}

  static String bytes(long bytes) {
    return String.format(Locale.ROOT, "%,d bytes", bytes);
  }

  /** In the largest unit that fits exactly. */
  static String duration(Duration duration) {
    if (duration.getNano() != 0) {
      return duration.toString();
    }
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + " d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + " h";
    }
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  static String join(
      String rule, List<RetentionPolicy> policies, Function<RetentionPolicy, String> words) {
    if (policies.size() == 1) {
      return words.apply(policies.get(0));
    }
    return policies.stream().map(words).collect(Collectors.joining("; ", rule + " (", ")"));
  }

  static List<RetentionPolicy> atLeastOne(String factory, List<RetentionPolicy> policies) {
    if (policies.isEmpty()) {
      throw new ConfigurationException(factory + " needs at least one policy");
    }
    return List.copyOf(policies);
  }
}
