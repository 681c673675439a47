package io.finalnvr.core.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** avcC boxes of x264. */
class H264SpsTest {

  static final String FULL_HD =
      "01640028ffe1001b67640028acd940780227e5c044000003000400000300f03c60c65801000468ef8fcbfdf8f800";

  @Test
  void fullHd_isCropped() {
    assertThat(parse(FULL_HD))
        .isEqualTo(
            new H264Sps(
                1920, 1080, 1, 8, 8, OptionalInt.of(2), Optional.of(Duration.ofNanos(33_333_333))));
  }

  @Test
  void baseline_doesNotReorder() {
    H264Sps sps =
        parse("0142c00dffe100166742c00dda0507ec0440000003004000000ca3c50aa801000468ce0fc8");

    assertThat(sps.width()).isEqualTo(320);
    assertThat(sps.height()).isEqualTo(240);
    assertThat(sps.reorderDepth()).hasValue(0);
    assertThat(sps.frameDuration()).contains(Duration.ofMillis(40));
  }

  @Test
  void interlaced_hasWholeHeight() {
    H264Sps sps =
        parse("014d401effe10018674d401ef405a126c044000003000400000300c87c50aa8001000468de0fc8");

    assertThat(sps.width()).isEqualTo(720);
    assertThat(sps.height()).isEqualTo(576);
  }

  @Test
  void fullChroma_isRead() {
    H264Sps sps =
        parse(
            "01f4001effe1001967f4001e919b281405ff13808800001f480007530078b16cb001000568ce0f1920fff8f800");

    assertThat(sps.width()).isEqualTo(640);
    assertThat(sps.height()).isEqualTo(360);
    assertThat(sps.chromaFormat()).isEqualTo(3);
    assertThat(sps.frameDuration()).contains(Duration.ofNanos(33_366_666));
  }

  @Test
  void mutatedOrTruncated_isReadOrEmpty() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] good = TestFrames.hex(FULL_HD).array();
    for (int i = 0; i < 50_000; i++) {
      byte[] bad = Arrays.copyOf(good, 1 + random.nextInt(good.length));
      bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      assertThat(H264Sps.fromAvcC(ByteBuffer.wrap(bad))).as("seed %d", seed).isNotNull();
    }
    assertThat(H264Sps.fromAvcC(ByteBuffer.allocate(0))).isEmpty();
  }

  private static H264Sps parse(String avcC) {
    return H264Sps.fromAvcC(TestFrames.hex(avcC)).orElseThrow();
  }
}
