package io.finalnvr.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantParserTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "now, 2026-03-01T12:00:00Z",
    "NOW, 2026-03-01T12:00:00Z",
    "now-5m, 2026-03-01T11:55:00Z",
    "now+5m, 2026-03-01T12:05:00Z",
    "-30s, 2026-03-01T11:59:30Z",
    "-1h30m, 2026-03-01T10:30:00Z",
    "-2.5s, 2026-03-01T11:59:57.500Z",
    "-200ms, 2026-03-01T11:59:59.800Z",
    "-2d, 2026-02-27T12:00:00Z",
    "2026-03-01T10:15:30Z, 2026-03-01T10:15:30Z",
    "2026-03-01T10:15:30.123456Z, 2026-03-01T10:15:30.123456Z",
    "2026-03-01T10:15:30+05:45, 2026-03-01T04:30:30Z",
    "2026-03-01T10:15:30, 2026-03-01T09:15:30Z",
    "2026-03-01T10:15, 2026-03-01T09:15:00Z",
    "2026-03-01 10:15, 2026-03-01T09:15:00Z",
    "2026-03-01 10:15:30.5, 2026-03-01T09:15:30.500Z",
    "2026-03-01, 2026-02-28T23:00:00Z",
    "10:15, 2026-03-01T09:15:00Z",
    "9:15:30, 2026-03-01T08:15:30Z",
  })
  void eachForm_meansItsInstant(String text, Instant instant) {
    assertThat(InstantParser.parse(text, NOW, BERLIN)).isEqualTo(instant);
  }

  @Test
  void timeOfDayStillToCome_meansYesterday() {
    assertThat(InstantParser.parse("23:00", NOW, BERLIN))
        .isEqualTo(Instant.parse("2026-02-28T22:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "5m",
        "now-",
        "now-5",
        "-5x",
        "-m",
        "now-5m3",
        "2026-13-01",
        "25:00",
        "2026-03-01T",
        "10:",
        "-99999999999999999999d",
        "2026-03-01T10:15:30Q"
      })
  void anythingElse_isRefusedWithTheForms(String text) {
    assertThatThrownBy(() -> InstantParser.parse(text, NOW, BERLIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("now-5m");
  }

  @Test
  void durations_addUp() {
    assertThat(InstantParser.duration("1d2h3m4s5ms"))
        .isEqualTo(Duration.ofDays(1).plusHours(2).plusMinutes(3).plusSeconds(4).plusMillis(5));
  }
}
