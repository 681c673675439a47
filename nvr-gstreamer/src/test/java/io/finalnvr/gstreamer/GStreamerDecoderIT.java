package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.MediaException;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.media.Codec;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Picture;
import io.finalnvr.media.PictureFormat;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.MediaDecoder;
import io.finalnvr.spi.MediaDecoderProvider;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GStreamerDecoderIT {

  private final MediaDecoder decoder =
      ServiceLoader.load(MediaDecoderProvider.class).findFirst().orElseThrow().open();

  private static BufferedImage image(Picture picture) {
    byte[] bytes = new byte[picture.data().remaining()];
    picture.data().get(bytes);
    try {
      return ImageIO.read(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static long frameIn(Picture picture) {
    BufferedImage image = image(picture);
    return SimulatedPicture.read(
            image.getWidth(), image.getHeight(), (x, y) -> image.getRGB(x, y) >> 8 & 0xff)
        .orElseThrow()
        .frame();
  }

  @ParameterizedTest
  @CsvSource({"H264, 0", "H264, 3", "H265, 0", "H265, 2", "MJPEG, 0"})
  void picture_isOfTheFrameAskedFor(Codec codec, int bFrames) {
    List<EncodedFrame> clip = Clips.encode(codec, 30, 30, bFrames);
    assertThat(clip).hasSize(30);

    for (int frame : new int[] {0, 1, 2, 3, 14, 27, 28, 29}) {
      Picture picture = decoder.picture(clip, SnapshotRequest.at(Clips.time(frame)));

      assertThat(frameIn(picture)).isEqualTo(frame);
      assertThat(picture.time()).isEqualTo(Clips.time(frame));
    }
  }

  @Test
  void pictureBetweenFrames_isOfTheFrameBefore() {
    List<EncodedFrame> clip = Clips.encode(Codec.H264, 10, 10, 0);

    Picture picture = decoder.picture(clip, SnapshotRequest.at(Clips.time(5).minusNanos(1)));

    assertThat(frameIn(picture)).isEqualTo(4);
  }

  @Test
  void pictureBeforeAllFrames_isOfTheFirst() {
    List<EncodedFrame> clip = Clips.encode(Codec.H264, 10, 10, 2);

    Picture picture = decoder.picture(clip, SnapshotRequest.at(Instant.EPOCH));

    assertThat(frameIn(picture)).isZero();
  }

  @Test
  void png_isAsLargeAsTheFootage() {
    Picture picture =
        decoder.picture(
            Clips.encode(Codec.H264, 3, 3, 0),
            new SnapshotRequest(Clips.time(2), PictureFormat.PNG, 0));

    assertThat(picture.format()).isEqualTo(PictureFormat.PNG);
    assertThat(picture.data().getInt()).isEqualTo(0x89504e47);
    assertThat(image(picture).getWidth()).isEqualTo(Clips.WIDTH);
    assertThat(image(picture).getHeight()).isEqualTo(Clips.HEIGHT);
    assertThat(frameIn(picture)).isEqualTo(2);
  }

  @Test
  void maxWidth_scalesDownAndKeepsTheShape() {
    List<EncodedFrame> clip = Clips.encode(Codec.H264, 3, 3, 0);

    Picture small =
        decoder.picture(clip, new SnapshotRequest(Clips.time(1), PictureFormat.JPEG, 160));
    Picture same =
        decoder.picture(clip, new SnapshotRequest(Clips.time(1), PictureFormat.JPEG, 1000));

    assertThat(image(small).getWidth()).isEqualTo(160);
    assertThat(image(small).getHeight()).isEqualTo(90);
    assertThat(frameIn(small)).isEqualTo(1);
    assertThat(image(same).getWidth()).isEqualTo(Clips.WIDTH);
  }

  @ParameterizedTest
  @CsvSource({"H264", "H265", "MJPEG"})
  void garbage_isUndecodable(Codec codec) {
    Random random = new Random(7);
    List<EncodedFrame> clip = Clips.encode(codec, 5, 5, 0);
    List<EncodedFrame> garbage = new ArrayList<>();
    for (EncodedFrame frame : clip) {
      byte[] bytes = new byte[frame.size()];
      random.nextBytes(bytes);
      garbage.add(with(frame, (VideoTrack) frame.track(), bytes));
    }

    assertUndecodable(garbage);
  }

  @Test
  void missingCodecData_isUndecodable() {
    List<EncodedFrame> clip = new ArrayList<>();
    for (EncodedFrame frame : Clips.encode(Codec.H264, 2, 2, 0)) {
      byte[] bytes = new byte[frame.size()];
      frame.data().get(bytes);
      VideoTrack track = new VideoTrack(1, Codec.H264, 320, 180, ByteBuffer.allocate(0));
      clip.add(with(frame, track, bytes));
    }

    assertUndecodable(clip);
  }

  @Test
  void noFrames_areUndecodable() {
    assertUndecodable(List.of());
  }

  private static EncodedFrame with(EncodedFrame frame, VideoTrack track, byte[] bytes) {
    return new EncodedFrame(
        track,
        frame.time(),
        frame.decodeTime(),
        frame.duration(),
        frame.keyFrame(),
        frame.discontinuity(),
        frame.decodeOnly(),
        ByteBuffer.wrap(bytes));
  }

  private void assertUndecodable(List<EncodedFrame> frames) {
    assertThatThrownBy(() -> decoder.picture(frames, SnapshotRequest.at(Clips.time(4))))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.reason()).isEqualTo(MediaException.Reason.UNDECODABLE));
  }
}
