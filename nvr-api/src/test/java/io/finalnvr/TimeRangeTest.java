package io.finalnvr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeRangeTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void range_isHalfOpen() {
    TimeRange range = range(0, 10);

    assertThat(range.contains(START)).isTrue();
    assertThat(range.contains(START.plusSeconds(10).minusNanos(1))).isTrue();
    assertThat(range.contains(START.plusSeconds(10))).isFalse();
    assertThat(range.contains(START.minusNanos(1))).isFalse();
    assertThat(range.duration()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void rangesThatOnlyTouch_doNotOverlap() {
    assertThat(range(0, 10).overlaps(range(10, 20))).isFalse();
    assertThat(range(10, 20).overlaps(range(0, 10))).isFalse();
    assertThat(range(0, 10).overlaps(range(9, 20))).isTrue();
    assertThat(range(0, 10).overlaps(range(2, 3))).isTrue();
  }

  @Test
  void emptyRange_containsNothing() {
    assertThat(range(5, 5).contains(START.plusSeconds(5))).isFalse();
    assertThat(range(5, 5).duration()).isZero();
  }

  @Test
  void endBeforeStart_isRefused() {
    assertThatThrownBy(() -> range(1, 0))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("the end must not come before the start");
  }

  private static TimeRange range(long fromSecond, long toSecond) {
    return new TimeRange(START.plusSeconds(fromSecond), START.plusSeconds(toSecond));
  }
}
