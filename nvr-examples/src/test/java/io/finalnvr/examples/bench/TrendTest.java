package io.finalnvr.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTest {

  @Test
  void lineIsFoundExactly() {
    Trend trend = Trend.of(List.of(0.0, 0.5, 1.5), List.of(10.0, 12.0, 16.0));

    assertThat(trend.first()).isCloseTo(10, within(1e-9));
    assertThat(trend.slopePerHour()).isCloseTo(4, within(1e-9));
    assertThat(trend.errorPerHour()).isCloseTo(0, within(1e-6));
    assertThat(trend.isNoise()).isFalse();
  }

  @Test
  void slopeOfValuesThatWander_isNoise() {
    Trend trend = Trend.of(List.of(0.0, 1.0, 2.0, 3.0), List.of(1.0, 2.0, 1.0, 2.0));

    // By hand: slope 1/5, residuals sum 0.8, so sqrt(0.8 / 2 / 5).
    assertThat(trend.slopePerHour()).isCloseTo(0.2, within(1e-9));
    assertThat(trend.errorPerHour()).isCloseTo(Math.sqrt(0.08), within(1e-9));
    assertThat(trend.isNoise()).isTrue();
  }
}
