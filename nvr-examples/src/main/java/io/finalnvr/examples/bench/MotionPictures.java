package io.finalnvr.examples.bench;

import io.finalnvr.media.Codec;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.PixelFormat;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Grey pictures, five a second, of a noisy street in which something passes. */
final class MotionPictures {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 180;
  private static final Duration PERIOD = Duration.ofMillis(200);
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private MotionPictures() {}

  /** So many of them. */
  static List<DecodedFrame> draw(int count) {
    Random random = new Random(1);
    return IntStream.range(0, count).mapToObj(n -> picture(n, count, random)).toList();
  }

  private static DecodedFrame picture(int number, int count, Random random) {
    ByteBuffer pixels = ByteBuffer.allocate(WIDTH * HEIGHT);
    // It comes after the detector has seen the street for a while.
    int left = WIDTH * (number - count / 5) / (count - count / 5);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        boolean passing = number > count / 5 && x >= left && x < left + 30 && y > 80 && y < 140;
        double light = passing ? 40 : 90 + 60 * (((x / 16) + (y / 12)) % 2);
        pixels.put((byte) Math.round(light + 3 * random.nextGaussian()));
      }
    }
    return new DecodedFrame(
        new VideoTrack(1, Codec.MJPEG, WIDTH, HEIGHT, ByteBuffer.allocate(0)),
        START.plus(PERIOD.multipliedBy(number)),
        PERIOD,
        PixelFormat.GREY8,
        WIDTH,
        HEIGHT,
        /* keyFrame= */ true,
        /* discontinuity= */ false,
        pixels.flip());
  }
}
