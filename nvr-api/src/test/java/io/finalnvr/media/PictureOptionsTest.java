package io.finalnvr.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.ConfigurationException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PictureOptionsTest {

  private static PictureSize fit(PictureSize asked, int width, int height) {
    return asked.of(PictureSize.exactly(width, height));
  }

  @Test
  void within_scalesDownToEvenSides_andNeverUp() {
    assertThat(fit(PictureSize.within(640, 0), 1920, 1080))
        .isEqualTo(PictureSize.exactly(640, 360));
    assertThat(fit(PictureSize.within(333, 0), 1920, 1080))
        .isEqualTo(PictureSize.exactly(332, 186));
    assertThat(fit(PictureSize.within(640, 90), 1920, 1080))
        .isEqualTo(PictureSize.exactly(160, 90));
    assertThat(fit(PictureSize.within(640, 480), 321, 241))
        .isEqualTo(PictureSize.exactly(321, 241));
    assertThat(fit(PictureSize.within(1, 0), 1000, 10)).isEqualTo(PictureSize.exactly(2, 2));
    assertThat(fit(PictureSize.ORIGINAL, 321, 241)).isEqualTo(PictureSize.exactly(321, 241));
  }

  @Test
  void exactly_isExactly() {
    assertThat(fit(PictureSize.exactly(99, 7), 1920, 1080)).isEqualTo(PictureSize.exactly(99, 7));
  }

  @Test
  void sizesThatMakeNoSense_areRefused() {
    assertThatThrownBy(() -> PictureSize.exactly(0, 10)).isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> PictureSize.within(-1, 0)).isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> PictureSize.within(0, 99_999))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void rowsBeginAtMultiplesOfFour() {
    assertThat(PixelFormat.RGB.stride(0, 101)).isEqualTo(304);
    assertThat(PixelFormat.RGB.size(101, 51)).isEqualTo(304 * 51);
    assertThat(PixelFormat.GREY8.size(101, 51)).isEqualTo(104 * 51);
    assertThat(PixelFormat.I420.stride(1, 101)).isEqualTo(52);
    assertThat(PixelFormat.I420.offset(1, 101, 51)).isEqualTo(104 * 52);
    assertThat(PixelFormat.I420.offset(2, 101, 51)).isEqualTo(104 * 52 + 52 * 26);
    assertThat(PixelFormat.I420.size(101, 51)).isEqualTo(104 * 52 + 2 * 52 * 26);
    assertThat(PixelFormat.I420.size(1920, 1080)).isEqualTo(1920 * 1080 * 3 / 2);
  }

  @Test
  void pictureOfTheWrongSize_isRefused() {
    VideoTrack track = new VideoTrack(1, Codec.MJPEG, 4, 4, ByteBuffer.allocate(0));
    assertThatThrownBy(
            () ->
                new DecodedFrame(
                    track,
                    Instant.EPOCH,
                    Duration.ZERO,
                    PixelFormat.GREY8,
                    4,
                    4,
                    false,
                    false,
                    ByteBuffer.allocate(15)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 x 4");
  }

  @Test
  void cellsOfARate_areCountedFromTheEpoch() {
    FrameRate rate = new FrameRate(5);

    assertThat(rate.interval()).isEqualTo(Duration.ofMillis(200));
    assertThat(rate.cell(Instant.EPOCH)).isZero();
    assertThat(rate.cell(Instant.EPOCH.plusMillis(199))).isZero();
    assertThat(rate.cell(Instant.EPOCH.plusMillis(200))).isEqualTo(1);
    assertThat(rate.cell(Instant.EPOCH.minusNanos(1))).isEqualTo(-1);
    assertThat(rate.cell(Instant.parse("2200-01-01T00:00:00Z"))).isPositive();
  }

  @Test
  void ratesThatMakeNoSense_areRefused() {
    for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1001}) {
      assertThatThrownBy(() -> new FrameRate(rate)).isInstanceOf(ConfigurationException.class);
    }
  }
}
