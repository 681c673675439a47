package io.finalnvr.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TextsTest {

  @Test
  void durations_haveOneOrTwoUnits() {
    assertThat(Texts.duration(Duration.ofMillis(1250))).isEqualTo("1.3 s");
    assertThat(Texts.duration(Duration.ofSeconds(65))).isEqualTo("1 min 05 s");
    assertThat(Texts.duration(Duration.ofMinutes(125))).isEqualTo("2 h 05 min");
    assertThat(Texts.duration(Duration.ofHours(50))).isEqualTo("2 d 02 h");
  }

  @Test
  void bytes_haveAUnitThatFits() {
    assertThat(Texts.bytes(512)).isEqualTo("512 bytes");
    assertThat(Texts.bytes(51_200)).isEqualTo("51 kB");
    assertThat(Texts.bytes(51_250_000)).isEqualTo("51.3 MB");
  }
}
