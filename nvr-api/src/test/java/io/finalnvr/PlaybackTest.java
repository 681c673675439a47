package io.finalnvr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PlaybackTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void live_beginsAtTheEdgeAndHasNoEnd() {
    assertThat(Playback.live().from()).isEmpty();
    assertThat(Playback.live().until()).isEmpty();
    assertThat(Playback.live().speed()).isEqualTo(Speed.NORMAL);
  }

  @Test
  void of_playsTheRange() {
    Playback playback = Playback.of(new TimeRange(START, START.plusSeconds(5)));

    assertThat(playback.from()).contains(START);
    assertThat(playback.until()).contains(START.plusSeconds(5));
    assertThat(playback.mode()).isEqualTo(SeekMode.PREVIOUS_KEY);
  }

  @Test
  void changes_leaveTheRestAsItIs() {
    Playback playback =
        Playback.from(START).mode(SeekMode.EXACT).speed(Speed.UNPACED).until(START.plusSeconds(1));

    assertThat(playback.from()).contains(START);
    assertThat(playback.mode()).isEqualTo(SeekMode.EXACT);
    assertThat(playback.speed().isUnpaced()).isTrue();
    assertThat(playback.until()).contains(START.plusSeconds(1));
  }

  @Test
  void endNotAfterStart_isRefused() {
    assertThatThrownBy(() -> Playback.from(START).until(START))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("the end must come after the start");
  }

  @Test
  void speedNotAboveZero_isRefused() {
    for (double factor : new double[] {0, -1, Double.NaN}) {
      assertThatThrownBy(() -> new Speed(factor))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("above zero");
    }
  }
}
