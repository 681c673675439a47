package io.finalnvr.examples.cli;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads instants as people write them on a command line. */
final class InstantParser {

  static final String FORMS =
      "2026-03-01T10:15:30Z, 2026-03-01T10:15:30 (local time), 2026-03-01 10:15, 2026-03-01, 10:15,"
          + " now, now-5m, -1h30m";

  private static final Pattern RELATIVE = Pattern.compile("(?:now)?([+-])(.+)");
  private static final Pattern AMOUNT = Pattern.compile("(\\d+(?:\\.\\d{1,9})?)(ms|s|m|h|d)");

  private InstantParser() {}

  /**
   * The instant that a text means.
   *
   * @param text one of {@link #FORMS}
   * @param now what {@code now} is
   * @param zone in which times without an offset are meant
   * @throws IllegalArgumentException when it means none; the message names the forms
   */
  static Instant parse(String text, Instant now, ZoneId zone) {
    String trimmed = text.strip();
    if (trimmed.equalsIgnoreCase("now")) {
      return now;
    }
    try {
      Matcher relative = RELATIVE.matcher(trimmed.toLowerCase(Locale.ROOT));
      if (relative.matches()) {
        Duration amount = duration(relative.group(2));
        return relative.group(1).equals("-") ? now.minus(amount) : now.plus(amount);
      }
      return absolute(trimmed.replaceFirst("^(\\S+) +", "$1T"), now, zone);
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' is no instant; write one like " + FORMS);
    }
  }

  private static Instant absolute(String text, Instant now, ZoneId zone) {
    if (text.matches("\\d{1,2}:.*")) {
      LocalTime time = LocalTime.parse(text.charAt(1) == ':' ? "0" + text : text);
      LocalDate today = LocalDate.ofInstant(now, zone);
      Instant instant = today.atTime(time).atZone(zone).toInstant();
      return instant.isAfter(now)
          ? today.minusDays(1).atTime(time).atZone(zone).toInstant()
          : instant;
    }
    if (text.matches("[^T]+")) {
      return LocalDate.parse(text).atStartOfDay(zone).toInstant();
    }
    return text.matches(".*(Z|z|[+-]\\d\\d(:?\\d\\d)?)$") && !text.matches("[^T]*T\\d\\d")
        ? OffsetDateTime.parse(text.replaceFirst("([+-]\\d\\d)$", "$1:00")).toInstant()
        : LocalDateTime.parse(text).atZone(zone).toInstant();
  }

  /**
   * The duration that a text like {@code 1h30m}, {@code 2.5s} or {@code 200ms} means.
   *
   * @throws IllegalArgumentException when it means none
   */
  static Duration duration(String text) {
    Matcher matcher = AMOUNT.matcher(text);
    Duration sum = Duration.ZERO;
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      sum = sum.plus(amount(matcher.group(1), matcher.group(2)));
      end = matcher.end();
    }
    if (end == 0 || end != text.length()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no duration; write one like 90s, 1h30m or 200ms");
    }
    return sum;
  }

  private static Duration amount(String number, String unit) {
    long nanosPerUnit =
        switch (unit) {
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          default -> 86_400_000_000_000L;
        };
    return Duration.ofNanos(
        new BigDecimal(number).multiply(BigDecimal.valueOf(nanosPerUnit)).longValueExact());
  }
}
