package io.finalnvr.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Codec;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.SourceFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Whether frames have the form that {@link Codec} states. */
final class AccessUnits {

  private static final int LENGTH_PREFIX = 4;
  private static final int CODED_SLICE_OF_AN_IDR = 5;

  private AccessUnits() {}

  static void check(SourceFrame frame) {
    assertThat(frame.data().remaining()).as("size").isPositive();
    if (frame.track() instanceof VideoTrack video) {
      switch (video.codec()) {
        case H264 -> checkH264(frame, video.codecData());
        case H265 -> checkH265(frame, video.codecData());
        case MJPEG -> checkJpeg(frame);
        default -> throw new AssertionError("video track with codec " + video.codec());
      }
    } else if (frame.track() instanceof AudioTrack audio) {
      assertThat(frame.keyFrame()).as("audio frame is a key frame").isTrue();
      if (audio.codec() == Codec.AAC) {
        checkAac(frame.data(), audio.codecData());
      }
    }
  }

  private static void checkH264(SourceFrame frame, ByteBuffer avcC) {
    assertThat(avcC.get(0)).as("avcC version").isEqualTo((byte) 1);
    assertThat(avcC.get(4) & 3).as("avcC length size - 1").isEqualTo(LENGTH_PREFIX - 1);
    assertThat(avcC.get(5) & 31).as("parameter sets in avcC").isPositive();
    List<Integer> types = nalTypes(frame.data(), /* shift= */ 0, /* mask= */ 31);
    if (frame.keyFrame()) {
      assertThat(types).as("NAL units of a key frame").contains(CODED_SLICE_OF_AN_IDR);
    }
    assertThat(types).as("NAL units").anyMatch(type -> type >= 1 && type <= 5);
  }

  private static void checkH265(SourceFrame frame, ByteBuffer hvcC) {
    assertThat(hvcC.get(0)).as("hvcC version").isEqualTo((byte) 1);
    assertThat(hvcC.get(21) & 3).as("hvcC length size - 1").isEqualTo(LENGTH_PREFIX - 1);
    List<Integer> types = nalTypes(frame.data(), /* shift= */ 1, /* mask= */ 63);
    if (frame.keyFrame()) {
      assertThat(types).as("NAL units of a key frame").anyMatch(type -> type >= 16 && type <= 23);
    }
    assertThat(types).as("NAL units").anyMatch(type -> type < 32);
  }

  private static void checkJpeg(SourceFrame frame) {
    assertThat(frame.keyFrame()).as("JPEG image is a key frame").isTrue();
    assertThat(frame.data().getShort()).as("start of the JPEG image").isEqualTo((short) 0xffd8);
  }

  private static void checkAac(ByteBuffer data, ByteBuffer config) {
    assertThat(config.remaining()).as("AudioSpecificConfig").isGreaterThanOrEqualTo(2);
    boolean adts = data.remaining() > 1 && (data.getShort() & 0xfff6) == 0xfff0;
    assertThat(adts).as("begins with an ADTS header").isFalse();
  }

  /** Types of the NAL units, whose lengths must fill the data. */
  private static List<Integer> nalTypes(ByteBuffer data, int shift, int mask) {
    List<Integer> types = new ArrayList<>();
    while (data.hasRemaining()) {
      assertThat(data.remaining()).as("bytes left for a NAL unit").isGreaterThan(LENGTH_PREFIX);
      int length = data.getInt();
      assertThat(length).as("length of a NAL unit").isBetween(1, data.remaining());
      types.add((data.get(data.position()) >> shift) & mask);
      data.position(data.position() + length);
    }
    return types;
  }
}
