package io.finalnvr.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Speed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  @Test
  void durationWithoutUnit_meansSeconds() {
    assertThat(Arguments.duration("90")).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void size_isWidthAndHeight() {
    assertThat(Arguments.size("1280x720")).containsExactly(1280, 720);
    assertThatThrownBy(() -> Arguments.size("1280"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("1280x720");
  }

  @Test
  void speed_isAFactorOrMax() {
    assertThat(Arguments.speed("0.5")).isEqualTo(new Speed(0.5));
    assertThat(Arguments.speed("max")).isEqualTo(Speed.UNPACED);
    assertThatThrownBy(() -> Arguments.speed("fast")).isInstanceOf(ConfigurationException.class);
  }
}
