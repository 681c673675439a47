package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Speed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads arguments that have forms of their own. */
final class Arguments {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[xX](\\d{1,5})");

  private Arguments() {}

  static Instant instant(String text, Instant now, ZoneId zone) {
    try {
      return InstantParser.parse(text, now, zone);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(String.valueOf(e.getMessage()));
    }
  }

  /** A picocli converter. */
  static Duration duration(String text) {
    return text.matches("\\d+") ? InstantParser.duration(text + "s") : InstantParser.duration(text);
  }

  /** Width and height. */
  static int[] size(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new ConfigurationException("'" + text + "' is no size; write one like 1280x720");
    }
    return new int[] {Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))};
  }

  static Speed speed(String text) {
    try {
      return text.equals("max") ? Speed.UNPACED : new Speed(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw new ConfigurationException("'" + text + "' is no speed; write 1, 0.5, 8 or max");
    }
  }
}
