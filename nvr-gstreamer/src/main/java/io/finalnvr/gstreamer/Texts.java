package io.finalnvr.gstreamer;

import io.finalnvr.Credentials;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Words for people. */
final class Texts {

  private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]*@");

  private Texts() {}

  static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  /** The text without anything secret in it. */
  static String masked(String text, Optional<Credentials> credentials) {
    String masked = USER_INFO.matcher(text).replaceAll("//***@");
    if (credentials.isPresent() && !credentials.get().password().isEmpty()) {
      masked = masked.replace(credentials.get().password(), "***");
    }
    return masked;
  }
}
