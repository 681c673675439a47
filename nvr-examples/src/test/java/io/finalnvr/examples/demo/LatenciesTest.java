package io.finalnvr.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.examples.demo.Latencies.Percentiles;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void percentiles_areValuesThatWereMeasured() {
    Latencies latencies = new Latencies();
    for (int i = 2000; i >= 1; i--) {
      latencies.add(i * 1_000_000L);
    }
    assertThat(latencies.percentiles()).isEqualTo(new Percentiles(1000, 1980, 2000));
  }

  @Test
  void oneValue_isAllOfThem() {
    Latencies latencies = new Latencies();
    latencies.add(1_234_567);
    assertThat(latencies.percentiles()).isEqualTo(new Percentiles(1.23, 1.23, 1.23));
  }

  @Test
  void nothing_isZero() {
    assertThat(new Latencies().percentiles()).isEqualTo(new Percentiles(0, 0, 0));
  }
}
