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
  void loop_needsARange() {
    assertThat(Playback.from(START).until(START.plusSeconds(1)).looped().loop()).isTrue();
    assertThatThrownBy(() -> Playback.from(START).looped())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("range");
  }

  @Test
  void speedOutOfBounds_isRefused() {
    for (double factor : new double[] {0, 0.09, -0.09, 64.1, -65, Double.NaN}) {
      assertThatThrownBy(() -> new Speed(factor))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("from 0.1 to 64");
    }
  }

  @Test
  void speed_tellsTheWayAndWhatIsPlayed() {
    assertThat(Speed.REVERSE.isReverse()).isTrue();
    assertThat(Speed.REVERSE.reversed()).isEqualTo(Speed.NORMAL);
    assertThat(new Speed(-8).isKeyFramesOnly()).isTrue();
    assertThat(new Speed(7.9).isKeyFramesOnly()).isFalse();
    assertThat(Speed.UNPACED.isKeyFramesOnly()).isFalse();
  }
}
