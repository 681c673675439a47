package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.media.Codec;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NalUnitsTest {

  private static final byte[] IDR = {0x65, (byte) 0x88, 1, 2};
  private static final byte[] SECOND_IDR_SLICE = {0x65, 0x08, 1, 2};
  private static final byte[] DELTA = {0x41, (byte) 0x9a, 3};
  private static final byte[] SPS = {0x67, 0x64, 0};
  private static final byte[] RECOVERY_POINT = {6, 6, 1, (byte) 0xc4, (byte) 0x80};
  private static final byte[] OTHER_SEI = {6, 5, 1, 6, (byte) 0x80};

  @Test
  void idr_isAKeyFrame() {
    assertThat(h264(SPS, IDR, SECOND_IDR_SLICE)).isEqualTo(new NalUnits(true, true, true));
  }

  @Test
  void delta_isNone() {
    assertThat(h264(OTHER_SEI, DELTA)).isEqualTo(new NalUnits(true, true, false));
  }

  @Test
  void recoveryPoint_isAKeyFrame() {
    assertThat(h264(RECOVERY_POINT, DELTA)).isEqualTo(new NalUnits(true, true, true));
  }

  @Test
  void parameterSetsAlone_areWholeButNoPicture() {
    assertThat(h264(SPS)).isEqualTo(new NalUnits(true, false, false));
  }

  @Test
  void missingFirstSlice_isNotWhole() {
    assertThat(h264(SECOND_IDR_SLICE).whole()).isFalse();
  }

  @Test
  void lengthPastTheEnd_isNotWhole() {
    byte[] cut = ByteBuffer.allocate(7).putInt(4).put(IDR, 0, 3).array();

    assertThat(NalUnits.of(Codec.H264, cut, 4).whole()).isFalse();
  }

  @Test
  void anyBytes_areSurvived() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 3) {
        bytes[0] = 0;
        bytes[1] = 0;
        bytes[2] = 0;
      }
      for (int lengthSize = 1; lengthSize <= 4; lengthSize++) {
        NalUnits.of(Codec.H264, bytes, lengthSize);
        if (NalUnits.of(Codec.H265, bytes, lengthSize).whole()) {
          NalUnits.withFourByteLengths(bytes, lengthSize);
        }
      }
    }
  }

  @Test
  void h265RandomAccessPicture_isAKeyFrame() {
    byte[] cra = {21 << 1, 1, (byte) 0x80, 1};
    byte[] trail = {1 << 1, 1, (byte) 0x80, 1};

    assertThat(NalUnits.of(Codec.H265, join(4, cra), 4)).isEqualTo(new NalUnits(true, true, true));
    assertThat(NalUnits.of(Codec.H265, join(4, trail), 4))
        .isEqualTo(new NalUnits(true, true, false));
  }

  @Test
  void shortLengths_areMadeLong() {
    assertThat(NalUnits.withFourByteLengths(join(2, SPS, IDR), 2)).isEqualTo(join(4, SPS, IDR));
  }

  @Test
  void avccOfShortLengths_isMendedToo() {
    ByteBuffer avcC = ByteBuffer.wrap(new byte[] {1, 100, 0, 30, (byte) 0xfd, (byte) 0xe1, 0});

    assertThat(NalUnits.lengthSize(Codec.H264, avcC)).isEqualTo(2);
    assertThat(NalUnits.withFourByteLengths(Codec.H264, avcC).get(4)).isEqualTo((byte) 0xff);
  }

  private static NalUnits h264(byte[]... units) {
    return NalUnits.of(Codec.H264, join(4, units), 4);
  }

  static byte[] join(int lengthSize, byte[]... units) {
    ByteBuffer buffer = ByteBuffer.allocate(1000);
    for (byte[] unit : units) {
      if (lengthSize == 4) {
        buffer.putInt(unit.length);
      } else {
        buffer.putShort((short) unit.length);
      }
      buffer.put(unit);
    }
    byte[] result = new byte[buffer.position()];
    buffer.flip().get(result);
    return result;
  }
}
