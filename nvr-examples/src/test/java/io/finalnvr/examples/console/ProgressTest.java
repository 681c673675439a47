package io.finalnvr.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void knownShare_isABar() {
    assertThat(Progress.line("exporting", 0.5, Duration.ZERO))
        .isEqualTo("exporting [###############---------------]  50 %");
    assertThat(Progress.line("exporting", 7, Duration.ZERO)).endsWith("100 %");
  }

  @Test
  void unknownShare_isTheTimePassed() {
    assertThat(Progress.line("starting", Double.NaN, Duration.ofSeconds(12)))
        .isEqualTo("starting ... 12 s");
  }
}
