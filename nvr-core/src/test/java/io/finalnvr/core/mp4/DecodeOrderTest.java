package io.finalnvr.core.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.media.Codec;
import io.finalnvr.media.VideoTrack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DecodeOrderTest {

  private static final long MS = 1_000_000;

  @Test
  void withoutReordering_decodeTimeIsPresentationTime() {
    assertThat(decodeTimes(new DecodeOrder(0), 0, 40, 80, 117, 160))
        .containsExactly(0L, 40 * MS, 80 * MS, 117 * MS, 160 * MS);
  }

  @Test
  void declaredDepth_isExactFromTheStart() {
    assertThat(decodeTimes(new DecodeOrder(2), 80, 240, 160, 120, 200, 400, 320, 280, 360))
        .containsExactly(ms(0, 40, 80, 120, 160, 200, 240, 280, 320));
  }

  @Test
  void undeclaredDepth_isLearnt() {
    DecodeOrder order = new DecodeOrder(0);
    Long[] decodeTimes = decodeTimes(order, 0, 120, 40, 80, 240, 160, 200, 360, 280, 320);

    assertThat(order.reorderDepth()).isEqualTo(1);
    assertThat(Arrays.copyOf(decodeTimes, 5))
        .containsExactly(0L, 120 * MS, 120 * MS + 1000, 120 * MS + 2000, 120 * MS + 3000);
    assertThat(Arrays.copyOfRange(decodeTimes, 5, 10)).containsExactly(ms(160, 200, 240, 280, 320));
  }

  @Test
  void equalPresentationTimes_stillStepForward() {
    assertThat(decodeTimes(new DecodeOrder(0), 0, 0, 0)).containsExactly(0L, 1000L, 2000L);
  }

  @Test
  void frameInterval_spreadsTheFirstFrames() {
    DecodeOrder order = new DecodeOrder(2, Duration.ofMillis(10));

    assertThat(decodeTimes(order, 100, 140)).containsExactly(ms(80, 90));
  }

  @Test
  void anyReordering_givesIncreasingTimesNotAfterPresentation() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int depth = 0; depth <= DecodeOrder.MAX_DEPTH; depth++) {
      long[] times = reordered(random, depth);
      DecodeOrder order = new DecodeOrder(depth);
      long last = Long.MIN_VALUE;
      for (long time : times) {
        long decodeTime = order.decodeTimeNanos(time);
        assertThat(decodeTime).as("seed %d", seed).isGreaterThan(last).isLessThanOrEqualTo(time);
        last = decodeTime;
      }
      assertThat(order.reorderDepth()).isEqualTo(depth);
    }
  }

  @Test
  void track_declaresItsDepthAndInterval() {
    VideoTrack track =
        new VideoTrack(1, Codec.H264, 1920, 1080, TestFrames.hex(H264SpsTest.FULL_HD));
    DecodeOrder order = DecodeOrder.of(track);

    assertThat(order.reorderDepth()).isEqualTo(2);
    assertThat(order.decodeTimeNanos(0)).isEqualTo(-66_666_666);
  }

  /** Times in an order in which at most {@code depth} later ones stand before any. */
  private static long[] reordered(Random random, int depth) {
    List<Long> left = new ArrayList<>(LongStream.range(0, 500).mapToObj(i -> i * 40 * MS).toList());
    long[] times = new long[left.size()];
    times[0] = left.remove(0);
    for (int i = 1; i < times.length; i++) {
      long overtakers = i - left.get(0) / (40 * MS);
      boolean jump = overtakers < depth && left.size() > 1 && random.nextBoolean();
      times[i] = left.remove(jump ? 1 + random.nextInt(Math.min(3, left.size() - 1)) : 0);
    }
    return times;
  }

  private static Long[] decodeTimes(DecodeOrder order, long... millis) {
    return LongStream.of(millis)
        .map(time -> order.decodeTimeNanos(time * MS))
        .boxed()
        .toArray(Long[]::new);
  }

  private static Long[] ms(long... millis) {
    return LongStream.of(millis).map(time -> time * MS).boxed().toArray(Long[]::new);
  }
}
