package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finalnvr.media.Codec;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Picture;
import io.finalnvr.media.PictureFormat;
import io.finalnvr.media.PixelFormat;
import io.finalnvr.spi.DecodeHandler;
import io.finalnvr.spi.DecodeSession;
import io.finalnvr.spi.MediaDecoder;
import io.finalnvr.spi.MediaDecoderProvider;
import io.finalnvr.testkit.MediaDecoderContract;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GStreamerDecoderIT extends MediaDecoderContract {

  private static final int TOP = 4;

  private final MediaDecoder decoder =
      ServiceLoader.load(MediaDecoderProvider.class).findFirst().orElseThrow().open();

  @Override
  protected MediaDecoder decoder() {
    return decoder;
  }

  @Override
  protected List<EncodedFrame> clip(Codec codec, int frames, int gop, int bFrames) {
    return Clips.encode(codec, frames, gop, bFrames);
  }

  @Override
  protected int numberIn(DecodedFrame picture) {
    return Pixels.number(picture);
  }

  private List<DecodedFrame> decode(DecodeRequest request, List<EncodedFrame> clip) {
    List<DecodedFrame> pictures = new ArrayList<>();
    DecodeHandler handler =
        new DecodeHandler() {
          @Override
          public void onFrame(DecodedFrame frame) {
            pictures.add(frame);
          }

          @Override
          public void onSkipped(Instant time, String reason) {
            throw new AssertionError(time + ": " + reason);
          }
        };
    try (DecodeSession session = decoder.open(request, handler)) {
      clip.forEach(session::push);
      session.drain();
    }
    return pictures;
  }

  /** The bars of the test pattern are white, yellow, cyan, green, magenta, red, blue, grey. */
  @ParameterizedTest
  @EnumSource(
      value = Codec.class,
      names = {"H264", "H265"})
  void coloursAndBrightness_areThoseOfTheFootage(Codec codec) {
    List<EncodedFrame> clip = Clips.encode(codec, 2, 25, 0);
    DecodedFrame rgb = decode(DecodeRequest.of(PixelFormat.RGB), clip).get(0);
    DecodedFrame grey = decode(DecodeRequest.of(PixelFormat.GREY8), clip).get(0);
    DecodedFrame i420 = decode(DecodeRequest.of(PixelFormat.I420), clip).get(0);

    assertColour(Pixels.rgb(rgb, bar(0), TOP), 190, 190, 190);
    assertColour(Pixels.rgb(rgb, bar(1), TOP), 190, 190, 0);
    assertColour(Pixels.rgb(rgb, bar(6), TOP), 0, 0, 190);
    assertThat(Pixels.luma(grey, bar(0), TOP)).isCloseTo(180, within(2));
    assertThat(Pixels.luma(grey, bar(6), TOP)).isCloseTo(35, within(2));
    assertThat(Pixels.luma(i420, bar(6), TOP)).isCloseTo(35, within(2));
  }

  private static int bar(int index) {
    return Clips.WIDTH * (2 * index + 1) / 16;
  }

  private static void assertColour(List<Integer> actual, int... expected) {
    for (int i = 0; i < 3; i++) {
      assertThat(actual.get(i)).as("%s", actual).isCloseTo(expected[i], within(6));
    }
  }

  @ParameterizedTest
  @EnumSource(PictureFormat.class)
  void encodedPicture_showsTheSame(PictureFormat format) throws IOException {
    List<EncodedFrame> clip = Clips.encode(Codec.H264, 3, 3, 0);
    for (PixelFormat pixels : PixelFormat.values()) {
      DecodedFrame frame = decode(DecodeRequest.of(pixels), clip).get(2);

      Picture picture = decoder.encode(frame, format, 90);

      assertThat(picture.time()).isEqualTo(frame.time());
      assertThat(picture.format()).isEqualTo(format);
      BufferedImage image = image(picture);
      assertThat(image.getWidth()).isEqualTo(Clips.WIDTH);
      assertThat(image.getHeight()).isEqualTo(Clips.HEIGHT);
      assertThat(Pixels.number(image)).isEqualTo(2);
      if (pixels != PixelFormat.GREY8) {
        int yellow = image.getRGB(bar(1), TOP);
        assertColour(List.of(yellow >> 16 & 0xff, yellow >> 8 & 0xff, yellow & 0xff), 190, 190, 0);
      }
    }
  }

  @Test
  void quality_decidesHowLargeAJpegIs() {
    DecodedFrame frame =
        decode(DecodeRequest.of(PixelFormat.I420), Clips.encode(Codec.H264, 1, 1, 0)).get(0);

    int coarse = decoder.encode(frame, PictureFormat.JPEG, 20).data().remaining();
    int fine = decoder.encode(frame, PictureFormat.JPEG, 95).data().remaining();

    assertThat(coarse).isLessThan(fine / 2);
  }

  @Test
  void jpeg_isOneThatEveryReaderKnows() {
    DecodedFrame frame =
        decode(DecodeRequest.of(PixelFormat.RGB), Clips.encode(Codec.H264, 1, 1, 0)).get(0);

    byte[] beginning = new byte[10];
    decoder.encode(frame, PictureFormat.JPEG, 80).data().get(beginning);

    assertThat(new String(beginning, 6, 4, StandardCharsets.US_ASCII)).isEqualTo("JFIF");
  }

  private static BufferedImage image(Picture picture) throws IOException {
    byte[] bytes = new byte[picture.data().remaining()];
    picture.data().get(bytes);
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }
}
