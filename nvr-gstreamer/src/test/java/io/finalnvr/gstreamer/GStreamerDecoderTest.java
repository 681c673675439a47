package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.media.Codec;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GStreamerDecoderTest {

  private static List<EncodedFrame> at(long... millis) {
    return LongStream.of(millis)
        .mapToObj(
            m ->
                new EncodedFrame(
                    new VideoTrack(1, Codec.MJPEG, 64, 64, ByteBuffer.allocate(0)),
                    Instant.ofEpochMilli(m),
                    Instant.ofEpochMilli(m),
                    Duration.ZERO,
                    true,
                    false,
                    false,
                    ByteBuffer.allocate(1)))
        .toList();
  }

  @Test
  void shown_isTheLastNotAfter_inAnyDecodeOrder() {
    List<EncodedFrame> frames = at(0, 160, 80, 40, 120);

    assertThat(GStreamerDecoder.shown(frames, Instant.ofEpochMilli(40))).isEqualTo(3);
    assertThat(GStreamerDecoder.shown(frames, Instant.ofEpochMilli(119))).isEqualTo(2);
    assertThat(GStreamerDecoder.shown(frames, Instant.ofEpochMilli(999))).isEqualTo(1);
  }

  @Test
  void shown_beforeAll_isTheEarliest() {
    assertThat(GStreamerDecoder.shown(at(80, 40, 120), Instant.EPOCH)).isEqualTo(1);
  }

  @Test
  void size_isScaledToEvenNumbersAndSquarePixels() {
    assertThat(RawPicture.size(1920, 1080, 1, 1, 640)).containsExactly(640, 360);
    assertThat(RawPicture.size(1920, 1080, 1, 1, 333)).containsExactly(332, 186);
    assertThat(RawPicture.size(320, 240, 1, 1, 640)).containsExactly(320, 240);
    assertThat(RawPicture.size(960, 1080, 2, 1, 0)).containsExactly(1920, 1080);
    assertThat(RawPicture.size(1000, 10, 1, 1, 1)).containsExactly(2, 2);
  }
}
