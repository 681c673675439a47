package io.finalnvr.pravega;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackOffTest {

  private final BackOff backOff = new BackOff();

  @Test
  void nothingIsWaitedFor_beforeAFailureAndAfterASuccess() {
    assertThat(backOff.waitNanos(0)).isZero();

    backOff.failed(0);
    backOff.succeeded();

    assertThat(backOff.waitNanos(0)).isZero();
  }

  @Test
  void pauses_doubleUpToASecond() {
    List<Long> pauses = new ArrayList<>();
    long now = 5;
    for (int i = 0; i < 9; i++) {
      backOff.failed(now);
      pauses.add(TimeUnit.NANOSECONDS.toMillis(backOff.waitNanos(now)));
      now += backOff.waitNanos(now);
    }

    assertThat(pauses).containsExactly(10L, 20L, 40L, 80L, 160L, 320L, 640L, 1000L, 1000L);
  }

  @Test
  void failure_isToldAfterHalfAMinute_andThenAnewAfterAnother() {
    assertThat(backOff.failed(seconds(100))).isTrue();
    assertThat(backOff.failed(seconds(130))).isTrue();
    assertThat(backOff.failed(seconds(131))).isFalse();

    assertThat(backOff.failed(seconds(132))).isTrue();
    assertThat(backOff.failed(seconds(162))).isTrue();
    assertThat(backOff.failed(seconds(163))).isFalse();
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
