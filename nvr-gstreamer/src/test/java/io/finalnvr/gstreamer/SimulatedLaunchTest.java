package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.ConfigurationException;
import io.finalnvr.media.Codec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SimulatedLaunchTest {

  private static SimulatedSettings settings(Codec codec, int bFrames, Optional<Codec> audio) {
    return new SimulatedSettings(
        /* video= */ true,
        codec,
        640,
        360,
        25,
        50,
        bFrames,
        800,
        audio,
        Optional.empty(),
        Optional.empty(),
        0,
        "/stream",
        Optional.empty(),
        SimulatedCamera.Authentication.DIGEST,
        Optional.empty(),
        OptionalLong.empty(),
        RtpClock.RIGHT);
  }

  @Test
  void elements_areAllThatTheTextNames() {
    SimulatedLaunch launch =
        SimulatedLaunch.pattern(settings(Codec.H264, 2, Optional.of(Codec.AAC)), name -> true);

    assertThat(launch.elements())
        .containsExactly(
            "appsrc", "x264enc", "rtph264pay", "appsrc", "audioconvert", "avenc_aac", "rtpmp4gpay");
  }

  @Test
  void withoutX264_openH264Encodes() {
    assertThat(
            SimulatedLaunch.pattern(
                    settings(Codec.H264, 0, Optional.empty()), "openh264enc"::equals)
                .elements())
        .contains("openh264enc");
  }

  @Test
  void withoutAnyEncoder_theBetterOneIsAskedFor() {
    assertThat(
            SimulatedLaunch.pattern(settings(Codec.H264, 0, Optional.empty()), name -> false)
                .elements())
        .contains("x264enc");
  }

  @Test
  void numbers_areWrittenForMachines() {
    assertThat(
            SimulatedLaunch.pattern(settings(Codec.H265, 0, Optional.of(Codec.PCMA)), n -> true)
                .text())
        .contains("width=640,height=360,framerate=25/1")
        .contains("rate=8000")
        .startsWith("( appsrc name=video ")
        .endsWith(" )");
  }

  @Test
  void encodedAudio_isOptional() {
    assertThat(SimulatedLaunch.encoded(List.of("video/x-h264"), List.of()).elements())
        .containsExactly("appsrc", "h264parse", "rtph264pay");
  }

  @Test
  void settingsThatCantBe_areRefusedAtOnce() {
    SimulatedCameraBuilder builder = SimulatedCamera.builder();

    assertThatThrownBy(() -> builder.size(641, 360))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("multiple of 8");
    assertThatThrownBy(() -> builder.path("/a b")).isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> builder.codec(Codec.AAC)).isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> builder.framesPerSecond(0)).isInstanceOf(ConfigurationException.class);
  }
}
