package io.finalnvr.gstreamer;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.media.Codec;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.SourceFrame;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClockJumpsTest {

  private final ClockJumps jumps = new ClockJumps();

  @Test
  void clockThatBeginsAnew_isSeen() {
    assertThat(jumped(9_960, 9_960)).isFalse();

    assertThat(jumped(0, 10_000)).isTrue();
  }

  @Test
  void clockThatLeaps_isSeen() {
    jumped(1_000, 1_000);

    assertThat(jumped(9_000, 1_040)).isTrue();
  }

  @Test
  void framesInDecodeOrder_areNoJump() {
    jumped(1_000, 1_000);

    assertThat(jumped(1_160, 1_000)).isFalse();
    assertThat(jumped(1_080, 1_040)).isFalse();
    assertThat(jumped(1_040, 1_080)).isFalse();
  }

  @Test
  void stallAndBurst_areNoJump() {
    jumped(0, 0);

    for (int frame = 1; frame <= 250; frame++) {
      assertThat(jumped(frame * 40, 10_000)).isFalse();
    }
    assertThat(jumped(10_040, 10_040)).isFalse();
  }

  @Test
  void pause_isNoJump() {
    jumped(0, 0);

    assertThat(jumped(60_000, 60_000)).isFalse();
  }

  private boolean jumped(long ptsMillis, long nowMillis) {
    return jumps.before(
        new SourceFrame(
            new VideoTrack(1, Codec.H264, 2, 2, ByteBuffer.allocate(0)),
            TimeUnit.MILLISECONDS.toNanos(ptsMillis),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            /* keyFrame= */ true,
            /* discontinuity= */ false,
            ByteBuffer.allocate(1)),
        TimeUnit.MILLISECONDS.toNanos(nowMillis));
  }
}
