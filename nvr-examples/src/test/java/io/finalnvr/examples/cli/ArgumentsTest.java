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
  void bytes_haveDecimalOrBinaryUnitsOrNone() {
    assertThat(Arguments.bytes("1000000")).isEqualTo(1_000_000);
    assertThat(Arguments.bytes("500GB")).isEqualTo(500_000_000_000L);
    assertThat(Arguments.bytes("2 TiB")).isEqualTo(2L << 40);
    assertThat(Arguments.bytes("3mib")).isEqualTo(3L << 20);
    for (String wrong : new String[] {"", "GB", "-1", "1.5GB", "5XB", "99999999999999999P"}) {
      assertThatThrownBy(() -> Arguments.bytes(wrong)).isInstanceOf(ConfigurationException.class);
    }
  }

  @Test
  void speed_isAFactorOrMax() {
    assertThat(Arguments.speed("0.5")).isEqualTo(new Speed(0.5));
    assertThat(Arguments.speed("max")).isEqualTo(Speed.UNPACED);
    assertThatThrownBy(() -> Arguments.speed("fast")).isInstanceOf(ConfigurationException.class);
  }
}
