package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LossesInHolesTest {

  private static final Gap HOLE = Gap.of(at(10), at(20), GapCause.FENCED, "taken over");

  private static Instant at(int second) {
    return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second);
  }

  private static Gap loss(int from, int to, GapCause cause, long frames) {
    return new Gap(
        new TimeRange(at(from), at(to)),
        cause,
        "lost",
        OptionalLong.of(frames),
        OptionalLong.of(frames * 100));
  }

  @Test
  void framesLostInAHoleForTheSameReason_areItsNumbers() {
    assertThat(
            LossesInHoles.joined(
                List.of(HOLE, loss(10, 12, GapCause.FENCED, 3), loss(12, 20, GapCause.FENCED, 4))))
        .containsExactly(
            new Gap(
                HOLE.range(),
                GapCause.FENCED,
                "taken over",
                OptionalLong.of(7),
                OptionalLong.of(700)));
  }

  @Test
  void framesLostForAnotherReasonOrElsewhere_areAGapOfTheirOwn() {
    List<Gap> gaps =
        List.of(HOLE, loss(11, 12, GapCause.OVERLOAD, 3), loss(19, 21, GapCause.FENCED, 4));
    assertThat(LossesInHoles.joined(gaps)).isEqualTo(gaps);
  }
}
