package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of {@code doc/time.md}: what becomes of a camera's time when clocks misbehave. */
class ClockCasesTest {

  private static final long S = 1_000_000_000L;
  private static final long MS = 1_000_000L;
  private static final long HOUR = 3_600 * S;
  private static final long DAY = 24 * HOUR;
  private static final long NOW = 1_764_000_000L * S;
  private static final long FRAME = 40 * MS;
  private static final long NETWORK = 3 * MS;

  /** A camera that is recorded, and what is asserted of each of its frames. */
  private static final class Camera {
    private final TimelineClock clock = new TimelineClock();
    private final Random random = new Random(4);
    private LongUnaryOperator rtp = t -> t;
    private LongUnaryOperator wall = t -> NOW + t;
    private boolean reports = true;
    private long last = Long.MIN_VALUE;
    private long worst;

    /** A frame that is taken {@code t} after the start, by a clock that is right. */
    long take(long t) {
      long arrival = NOW + t + NETWORK + (long) (random.nextDouble() * 4 * MS);
      OptionalLong told = reports ? OptionalLong.of(wall.applyAsLong(t)) : OptionalLong.empty();
      long placed = clock.place(rtp.applyAsLong(t), told, arrival);
      assertThat(placed).as("frame at %d ms", t / MS).isGreaterThan(last);
      last = placed;
      worst = Math.max(worst, Math.abs(placed - (NOW + t)));
      return placed;
    }

    void takeAll(long from, long to, long step) {
      for (long t = from; t < to; t += step) {
        take(t);
      }
    }
  }

  @Test
  void cameraWithAGoodClock_isPlacedWhereItSaysItTookThePicture() {
    Camera camera = new Camera();
    camera.takeAll(0, HOUR, FRAME);
    assertThat(camera.worst).isZero();
  }

  @Test
  void cameraWithoutReports_isLateByItsLeastDelay() {
    Camera camera = new Camera();
    camera.reports = false;
    camera.takeAll(0, HOUR, FRAME);
    assertThat(camera.worst).isBetween(NETWORK, NETWORK + 4 * MS);
  }

  @ParameterizedTest
  @ValueSource(longs = {-500, 500})
  void rtpClockThatDriftsForADay_isCorrectedByReports(long ppm) {
    Camera camera = new Camera();
    camera.rtp = t -> t + t / 1_000_000 * ppm;
    camera.takeAll(0, DAY, 4 * FRAME);
    assertThat(camera.worst).isLessThan(2 * MS);
  }

  @ParameterizedTest
  @ValueSource(longs = {-500, 500})
  void rtpClockThatDriftsForADay_isFollowedWithoutReports(long ppm) {
    Camera camera = new Camera();
    camera.reports = false;
    camera.rtp = t -> t + t / 1_000_000 * ppm;
    camera.takeAll(0, DAY, 4 * FRAME);
    assertThat(camera.worst).isLessThan(25 * MS);
  }

  @Test
  void wallClockThatDriftsForADay_isBelievedFor10Seconds_thenTheArrivalIs() {
    Camera camera = new Camera();
    camera.wall = t -> NOW + t + t / 2_000;
    camera.takeAll(0, DAY, 4 * FRAME);
    assertThat(camera.worst).isBetween(9 * S, 11 * S);
    assertThat(Math.abs(camera.take(DAY) - (NOW + DAY))).isLessThan(20 * MS);
  }

  @ParameterizedTest
  @ValueSource(longs = {-HOUR, HOUR})
  void wallClockThatStepsByAnHour_moveNothing(long step) {
    Camera camera = new Camera();
    camera.wall = t -> NOW + t + (t >= 60 * S ? step : 0);
    camera.takeAll(0, HOUR, FRAME);
    assertThat(camera.worst).isLessThan(NETWORK + 4 * MS);
  }

  @ParameterizedTest
  @ValueSource(longs = {-3 * S, 3 * S})
  void wallClockThatIsSetRightByNtp_isApproachedBy2Percent(long error) {
    Camera camera = new Camera();
    camera.wall = t -> NOW + t + (t < 60 * S ? error : 0);
    camera.takeAll(0, 60 * S, FRAME);
    long before = camera.last - (NOW + 60 * S - FRAME);
    assertThat(before).isEqualTo(error);
    camera.takeAll(60 * S, 210 * S, FRAME);
    assertThat(camera.last - (NOW + 210 * S - FRAME)).isGreaterThan(-101 * MS).isLessThan(101 * MS);
    camera.takeAll(210 * S, 600 * S, FRAME);
    assertThat(Math.abs(camera.last - (NOW + 600 * S - FRAME))).isLessThan(MS);
  }

  @Test
  void reportsThatLieAtRandom_neverTearTheTimeline() {
    Camera camera = new Camera();
    Random lies = new Random(7);
    long[] lie = {0};
    camera.wall =
        t -> {
          if (t % (5 * S) == 0) {
            lie[0] = (long) ((lies.nextDouble() - 0.5) * 3 * DAY);
          }
          return NOW + t + lie[0];
        };
    camera.takeAll(0, HOUR, FRAME);
    assertThat(camera.worst).isLessThan(NETWORK + 110 * MS);
  }

  @Test
  void reportsThatGetLost_changeNothing_becauseTheLastOneHolds() {
    Camera camera = new Camera();
    camera.takeAll(0, 60 * S, FRAME);
    camera.reports = false;
    camera.takeAll(60 * S, 120 * S, FRAME);
    camera.reports = true;
    camera.takeAll(120 * S, 180 * S, FRAME);
    assertThat(camera.worst).isLessThan(NETWORK + 4 * MS);
  }

  @ParameterizedTest
  @ValueSource(longs = {-S, S})
  void leapSecondThatTheCameraKnowsAndWeDoNot_isASlewOfASecond(long step) {
    Camera camera = new Camera();
    camera.wall = t -> NOW + t + (t >= 60 * S ? step : 0);
    camera.takeAll(0, 60 * S, FRAME);
    long previous = camera.last;
    for (long t = 60 * S; t < 400 * S; t += FRAME) {
      long placed = camera.take(t);
      assertThat(placed - previous).isBetween(FRAME * 98 / 100, FRAME * 102 / 100);
      previous = placed;
    }
    assertThat(camera.worst).isBetween(S - MS, S + MS);
  }

  @Test
  void rtpThatBeginsAnew_goesOnWhereItWas() {
    Camera camera = new Camera();
    camera.rtp = t -> t < 60 * S ? t + HOUR : t;
    camera.takeAll(0, 120 * S, FRAME);
    assertThat(camera.worst).isZero();
  }

  @Test
  void clockAtTheEdgeOfTrust_doesNotGoToAndFro() {
    Camera camera = new Camera();
    camera.wall = t -> NOW + t + 10 * S + (long) (Math.sin(t / 1e9) * 200 * MS);
    camera.takeAll(0, 600 * S, FRAME);
    long before = camera.last;
    camera.takeAll(600 * S, 660 * S, FRAME);
    assertThat(camera.last - before).isBetween(60 * S - 50 * MS, 60 * S + 50 * MS);
  }
}
