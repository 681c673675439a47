package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TimelineClockTest {

  private static final long S = 1_000_000_000L;
  private static final long MS = 1_000_000L;
  private static final long NOW = 1_764_000_000L * S;

  private final TimelineClock clock = new TimelineClock();

  @Test
  void firstFrameWithoutCameraTime_isPlacedAtItsArrival() {
    assertThat(clock.place(7 * S, OptionalLong.empty(), NOW)).isEqualTo(NOW);
  }

  @Test
  void firstFrameWithTrustedCameraTime_isPlacedAtCameraTime() {
    assertThat(clock.place(7 * S, OptionalLong.of(NOW - 80 * MS), NOW)).isEqualTo(NOW - 80 * MS);
  }

  @Test
  void cameraTimeFarFromArrival_isNotBelieved() {
    long decadesAgo = 3 * S;
    assertThat(clock.place(7 * S, OptionalLong.of(decadesAgo), NOW)).isEqualTo(NOW);
  }

  @Test
  void arrivalJitter_doesNotMoveTheTimeline() {
    clock.place(0, OptionalLong.empty(), NOW);
    for (int frame = 1; frame < 1_000; frame++) {
      long jitter = (frame % 7) * 5 * MS;
      long placed =
          clock.place(frame * 40 * MS, OptionalLong.empty(), NOW + frame * 40 * MS + jitter);
      assertThat(placed).isEqualTo(NOW + frame * 40 * MS);
    }
  }

  @Test
  void lateFirstFrame_isCorrectedBySlewingWithoutGoingBack() {
    clock.place(0, OptionalLong.empty(), NOW + 200 * MS);
    long before = NOW;
    long placed = 0;
    for (int frame = 1; frame <= 375; frame++) {
      placed = clock.place(frame * 40 * MS, OptionalLong.empty(), NOW + frame * 40 * MS);
      assertThat(placed).isGreaterThan(before);
      before = placed;
    }
    assertThat(placed).isCloseTo(NOW + 15 * S, within(5 * MS));
  }

  @Test
  void senderReportsThatComeLater_areApproachedBy2PercentThen1000Ppm() {
    clock.place(0, OptionalLong.empty(), NOW);
    long last = NOW;
    for (int frame = 1; frame <= 2_000; frame++) {
      long pts = frame * 40 * MS;
      long placed = clock.place(pts, OptionalLong.of(NOW + pts - 500 * MS), NOW + pts);
      boolean fast = pts <= 15 * S || last - (NOW + pts - 540 * MS) > 99 * MS;
      double rate = fast ? 0.02 : 1_000e-6;
      assertThat((double) (placed - last)).isBetween(40 * MS * (1 - rate) - 2, 40 * MS * 1.0);
      last = placed;
    }
    assertThat(last).isBetween(NOW + 80 * S - 500 * MS, NOW + 80 * S - 400 * MS);
  }

  @Test
  void cameraClockStepsByAnHour_timelineGoesOn() {
    clock.place(0, OptionalLong.of(NOW), NOW);
    long pts = 10 * S;
    long hour = 3_600 * S;
    assertThat(clock.place(pts, OptionalLong.of(NOW + pts + hour), NOW + pts))
        .isCloseTo(NOW + pts, within(10 * MS));
    assertThat(clock.place(pts + 40 * MS, OptionalLong.of(NOW + pts - hour), NOW + pts + 40 * MS))
        .isCloseTo(NOW + pts + 40 * MS, within(10 * MS));
  }

  @Test
  void drift_isFollowed() {
    long placed = 0;
    long pts = 0;
    long day = 24 * 3_600 * S;
    for (; pts < day; pts += S) {
      placed = clock.place(pts, OptionalLong.empty(), NOW + pts + pts / 2_500);
    }
    long wall = NOW + (pts - S) + (pts - S) / 2_500;
    assertThat(placed).isCloseTo(wall, within(20 * MS));
  }

  @Test
  void presentationTimesThatJump_areAnchoredAnew() {
    clock.place(100 * S, OptionalLong.empty(), NOW);
    clock.place(100 * S + 40 * MS, OptionalLong.empty(), NOW + 40 * MS);
    assertThat(clock.place(9_000 * S, OptionalLong.empty(), NOW + 80 * MS))
        .isEqualTo(NOW + 80 * MS);
    assertThat(clock.place(0, OptionalLong.empty(), NOW + 120 * MS)).isEqualTo(NOW + 120 * MS);
  }

  @Test
  void stallOfTheNetwork_doesNotMoveTheTimeline() {
    for (int frame = 0; frame < 100; frame++) {
      clock.place(frame * 40 * MS, OptionalLong.empty(), NOW + frame * 40 * MS);
    }
    long stalled = NOW + 99 * 40 * MS + 4 * S;
    for (int frame = 100; frame < 200; frame++) {
      assertThat(clock.place(frame * 40 * MS, OptionalLong.empty(), stalled))
          .isEqualTo(NOW + frame * 40 * MS);
    }
  }
}
