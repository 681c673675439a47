package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.media.Codec;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamChainTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "media=video, payload=96, encoding-name=H264 | H264",
        "media=video, payload=96, encoding-name=h265 | H265",
        "media=audio, payload=97, encoding-name=MPEG4-GENERIC | AAC",
        "media=audio, payload=97, encoding-name=MP4A-LATM | AAC",
        "media=audio, payload=97, encoding-name=opus | OPUS",
        "media=audio, payload=98, encoding-name=PCMA | PCMA",
        // Types that need no a=rtpmap.
        "media=audio, payload=0, clock-rate=8000 | PCMU",
        "media=audio, payload=8, clock-rate=8000 | PCMA",
        "media=video, payload=26, clock-rate=90000 | MJPEG"
      })
  void streamThatIsNamedOrWellKnown_canBeRecorded(String fields, Codec codec) {
    assertThat(StreamChain.codecOf(rtp(fields))).contains(codec);
  }

  @Test
  void otherStreams_canNot() {
    assertThat(StreamChain.codecOf(rtp("media=video, payload=32, clock-rate=90000"))).isEmpty();
    assertThat(StreamChain.codecOf(rtp("media=video, payload=96, encoding-name=VP8"))).isEmpty();
    assertThat(StreamChain.codecOf(rtp("media=application, encoding-name=MPEG4-GENERIC")))
        .isEqualTo(Optional.empty());
  }

  private static MediaCaps rtp(String fields) {
    return MediaCaps.parse("application/x-rtp, " + fields);
  }
}
