package io.finalnvr.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.Recording;
import io.finalnvr.Timeline;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepsakesTest {

  private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
  private static final Timeline TIMELINE =
      new Timeline(
          "gate", List.of(recording(-100, -10), recording(1, 3), recording(5, 15)), List.of());

  @Test
  void wishedInstantWithFootage_isTaken() {
    assertThat(Keepsakes.pictureInstant(TIMELINE, T0, T0.plusSeconds(2)))
        .isEqualTo(T0.plusSeconds(2));
  }

  @Test
  void wishedInstantInAGap_theMiddleOfTheLongestFootageOfTheSessionIsTaken() {
    assertThat(Keepsakes.pictureInstant(TIMELINE, T0, T0.plusSeconds(4)))
        .isEqualTo(T0.plusSeconds(10));
  }

  @Test
  void noFootage_theWishStays() {
    assertThat(Keepsakes.pictureInstant(new Timeline("gate", List.of(), List.of()), T0, T0))
        .isEqualTo(T0);
  }

  private static Recording recording(int start, int end) {
    return new Recording(T0.plusSeconds(start), T0.plusSeconds(end), false);
  }
}
