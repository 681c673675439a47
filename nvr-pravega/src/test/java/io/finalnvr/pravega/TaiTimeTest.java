package io.finalnvr.pravega;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.pravega.TaiTime.Row;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaiTimeTest {

  private static final Instant LEAP = Instant.parse("2035-01-01T00:00:00Z");
  private static final TaiTime WITH_LEAP =
      new TaiTime(List.of(new Row(Instant.MIN, 37), new Row(LEAP, 38)));
  private static final long SECOND = 1_000_000_000L;

  @Test
  void goldenTimestamp_bothWays() {
    Instant instant = Instant.parse("2001-02-03T04:00:00Z");

    assertThat(TaiTime.STANDARD.toTaiNanos(instant)).isEqualTo(981_172_837_000_000_000L);
    assertThat(TaiTime.STANDARD.toInstant(981_172_837_000_000_000L)).isEqualTo(instant);
  }

  @Test
  void offset_is37SecondsAroundTheLeapSecondsOfThePast() {
    for (String text : List.of("2016-12-31T23:59:59.999999999Z", "2017-01-01T00:00:00Z")) {
      Instant instant = Instant.parse(text);
      long tai = TaiTime.STANDARD.toTaiNanos(instant);

      assertThat(tai / SECOND - instant.getEpochSecond()).isEqualTo(37);
      assertThat(TaiTime.STANDARD.toInstant(tai)).isEqualTo(instant);
    }
  }

  @Test
  void leapSecond_takesTwoSecondsOfTaiInOneOfUtc() {
    long before = WITH_LEAP.toTaiNanos(LEAP.minusNanos(1));
    long after = WITH_LEAP.toTaiNanos(LEAP);

    assertThat(after - before).isEqualTo(SECOND + 1);
    assertThat(WITH_LEAP.toInstant(before)).isEqualTo(LEAP.minusNanos(1));
    assertThat(WITH_LEAP.toInstant(after)).isEqualTo(LEAP);
    assertThat(WITH_LEAP.toInstant(after + 7)).isEqualTo(LEAP.plusNanos(7));
  }

  @Test
  void timestampWithinALeapSecond_isTheInstantAtItsEnd() {
    long after = WITH_LEAP.toTaiNanos(LEAP);

    assertThat(WITH_LEAP.toInstant(after - 1)).isEqualTo(LEAP);
    assertThat(WITH_LEAP.toInstant(after - SECOND)).isEqualTo(LEAP);
    assertThat(WITH_LEAP.toInstant(after - SECOND - 1)).isEqualTo(LEAP.minusNanos(1));
  }

  @Test
  void conversion_neverGoesBackwards() {
    long after = WITH_LEAP.toTaiNanos(LEAP);
    Instant last = Instant.MIN;
    for (long tai = after - 3 * SECOND; tai < after + 3 * SECOND; tai += SECOND / 7) {
      Instant instant = WITH_LEAP.toInstant(tai);
      assertThat(instant).isAfterOrEqualTo(last);
      last = instant;
    }
  }

  @Test
  void instantsThatDoNotFit_areRefused() {
    for (String text : List.of("1969-12-31T23:59:00Z", "2300-01-01T00:00:00Z")) {
      assertThatThrownBy(() -> TaiTime.STANDARD.toTaiNanos(Instant.parse(text)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(text.substring(0, 4));
    }
    assertThatThrownBy(() -> TaiTime.STANDARD.toTaiNanos(Instant.MAX))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyTimestamp_hasAnInstant() {
    assertThat(TaiTime.STANDARD.toInstant(1)).isBefore(Instant.EPOCH);
    assertThat(TaiTime.STANDARD.toInstant(Long.MAX_VALUE))
        .isEqualTo(Instant.ofEpochSecond(Long.MAX_VALUE / SECOND - 37, Long.MAX_VALUE % SECOND));
  }
}
