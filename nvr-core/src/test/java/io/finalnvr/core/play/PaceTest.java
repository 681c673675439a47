package io.finalnvr.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Speed;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final Instant T0 = Instant.parse("2026-01-01T10:00:00Z");
  private static final long SECOND = 1_000_000_000L;
  private static final long YEARS_AGO = -SECOND * 86_400 * 800;

  @Test
  void firstFrame_isDueAtOnce_othersByTheirDistance() {
    Pace pace = new Pace(Speed.NORMAL);

    assertThat(pace.waitNanos(T0, YEARS_AGO)).isZero();
    assertThat(pace.waitNanos(T0.plusSeconds(3), YEARS_AGO + SECOND)).isEqualTo(2 * SECOND);
  }

  @Test
  void speed_dividesDistances() {
    Pace pace = new Pace(new Speed(0.5));
    pace.waitNanos(T0, 0);

    assertThat(pace.waitNanos(T0.plusSeconds(3), 0)).isEqualTo(6 * SECOND);
  }

  @Test
  void newSpeed_countsFromWhenItWasAskedFor() {
    Pace pace = new Pace(Speed.NORMAL);
    pace.waitNanos(T0, 0);

    assertThat(pace.speed(new Speed(2), SECOND)).isTrue();
    assertThat(pace.speed(new Speed(2), SECOND)).isFalse();

    assertThat(pace.waitNanos(T0.plusSeconds(3), SECOND)).isEqualTo(SECOND);
  }

  @Test
  void unpaced_neverWaits_andThenCountsFromTheNextFrame() {
    Pace pace = new Pace(Speed.UNPACED);
    pace.waitNanos(T0, 0);
    assertThat(pace.waitNanos(T0.plusSeconds(1000), 0)).isZero();

    pace.speed(Speed.NORMAL, 0);

    assertThat(pace.waitNanos(T0.plusSeconds(1001), 0)).isZero();
    assertThat(pace.waitNanos(T0.plusSeconds(1002), 0)).isEqualTo(SECOND);
  }

  @Test
  void hole_isNotWaitedFor() {
    Pace pace = new Pace(Speed.NORMAL);
    pace.waitNanos(T0, 0);

    pace.pass(Duration.ofDays(365));

    assertThat(pace.waitNanos(T0.plusSeconds(1).plus(Duration.ofDays(365)), 0)).isEqualTo(SECOND);
  }

  @Test
  void playerThatWasHeldUp_catchesUp() {
    Pace pace = new Pace(Speed.NORMAL);
    pace.waitNanos(T0, 0);

    assertThat(pace.waitNanos(T0.plusSeconds(1), 5 * SECOND)).isNegative();
    assertThat(pace.waitNanos(T0.plusSeconds(6), 5 * SECOND)).isEqualTo(SECOND);
  }

  @Test
  void liveEdge_neverWaits_untilPlayingStartsAnewOrSlowsDown() {
    Pace pace = new Pace(Speed.NORMAL);
    pace.waitNanos(T0, 0);
    pace.live();
    assertThat(pace.waitNanos(T0.plusSeconds(5), 0)).isZero();

    pace.restart();
    pace.waitNanos(T0, 0);
    assertThat(pace.waitNanos(T0.plusSeconds(5), 0)).isEqualTo(5 * SECOND);

    pace.live();
    pace.speed(new Speed(0.5), 0);
    pace.waitNanos(T0, 0);
    assertThat(pace.waitNanos(T0.plusSeconds(5), 0)).isEqualTo(10 * SECOND);
  }
}
