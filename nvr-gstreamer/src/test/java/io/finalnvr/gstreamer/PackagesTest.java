package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PackagesTest {

  @Test
  void elementsMissing_namesEachPackageOnceAndTheCommand() {
    assertThat(Packages.elementsMissing(List.of("h264parse", "rtspsrc", "rtph264depay")))
        .contains("h264parse, rtspsrc, rtph264depay")
        .contains("sudo apt-get install -y gstreamer1.0-plugins-bad gstreamer1.0-plugins-good");
  }

  @Test
  void of_takesTheLongestPrefix() {
    assertThat(Packages.of("videotestsrc")).isEqualTo("gstreamer1.0-plugins-base");
    assertThat(Packages.of("avdec_h264")).isEqualTo("gstreamer1.0-libav");
    assertThat(Packages.of("clockoverlay")).isEqualTo("gstreamer1.0-x");
    assertThat(Packages.of("nicesrc")).isEqualTo("gstreamer1.0-nice");
    assertThat(Packages.of("dtlsenc")).isEqualTo("gstreamer1.0-plugins-bad");
    assertThat(Packages.of("openh264enc")).isEqualTo("gstreamer1.0-plugins-bad");
  }
}
