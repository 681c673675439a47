package io.finalnvr.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.Recording;
import io.finalnvr.Timeline;
import io.finalnvr.examples.console.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTextTest {

  private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
  private static final Timeline TIMELINE =
      new Timeline(
          "gate",
          List.of(
              new Recording(T0, T0.plusSeconds(60), false),
              new Recording(T0.plusSeconds(70), T0.plusSeconds(75), true)),
          List.of(
              Gap.of(
                  T0.plusSeconds(60),
                  T0.plusSeconds(70),
                  GapCause.CAMERA_UNREACHABLE,
                  "connection refused")));

  @Test
  void recordingsAndGaps_comeInTheOrderOfTime() {
    assertThat(TimelineText.lines(TIMELINE, ZoneOffset.UTC))
        .containsExactly(
            "gate: recordings 2, gaps 1",
            "  recording  2026-03-01 12:00:00.000  2026-03-01 12:01:00.000  1 min 00 s",
            "  gap        2026-03-01 12:01:00.000  2026-03-01 12:01:10.000  10.0 s"
                + "      CAMERA_UNREACHABLE: connection refused",
            "  recording  2026-03-01 12:01:10.000  2026-03-01 12:01:15.000  5.0 s       live");
  }

  @Test
  void noFootage_saysSo() {
    assertThat(TimelineText.lines(new Timeline("gate", List.of(), List.of()), ZoneOffset.UTC))
        .containsExactly("gate: no footage");
  }

  @Test
  void json_holdsInstantsInUtc() {
    assertThat(Json.write(TimelineText.json(TIMELINE)))
        .contains("\"start\" : \"2026-03-01T12:00:00Z\"", "\"cause\" : \"CAMERA_UNREACHABLE\"")
        .doesNotContain("framesLost");
  }
}
