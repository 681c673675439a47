package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Event;
import io.finalnvr.Speed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads arguments that have forms of their own. */
final class Arguments {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[xX](\\d{1,5})");

  private static final Pattern BYTES =
      Pattern.compile("(\\d{1,18})\\s*([kMGTP]?)(i?)B?", Pattern.CASE_INSENSITIVE);

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

  /** A number of bytes with or without a unit: kB, MB, GB, TB, PB, KiB, ... */
  static long bytes(String text) {
    Matcher matcher = BYTES.matcher(text);
    try {
      if (matcher.matches()) {
        String unit = matcher.group(2).toUpperCase(Locale.ROOT);
        int power = unit.isEmpty() ? 0 : "KMGTP".indexOf(unit) + 1;
        long bytes = Long.parseLong(matcher.group(1));
        for (int i = 0; i < power; i++) {
          bytes = Math.multiplyExact(bytes, matcher.group(3).isEmpty() ? 1000 : 1024);
        }
        return bytes;
      }
    } catch (ArithmeticException e) {
      throw new ConfigurationException("'" + text + "' is more than can be counted");
    }
    throw new ConfigurationException("'" + text + "' is no size; write one like 500GB or 2TiB");
  }

  /** A part of the picture. */
  static Event.Area area(String text) {
    String[] parts = text.split(",", -1);
    try {
      if (parts.length == 4) {
        return new Event.Area(
            Double.parseDouble(parts[0]),
            Double.parseDouble(parts[1]),
            Double.parseDouble(parts[2]),
            Double.parseDouble(parts[3]));
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new ConfigurationException(
        "'"
            + text
            + "' is no part of the picture; write x,y,width,height from 0 to 1: 0,0.5,1,0.5");
  }

  static Speed speed(String text) {
    try {
      return switch (text) {
        case "max" -> Speed.UNPACED;
        case "-max" -> Speed.UNPACED.reversed();
        default -> new Speed(Double.parseDouble(text));
      };
    } catch (NumberFormatException e) {
      throw new ConfigurationException("'" + text + "' is no speed; write 1, 0.5, -2, 16 or max");
    }
  }
}
