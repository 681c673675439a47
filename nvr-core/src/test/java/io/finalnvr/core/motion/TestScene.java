package io.finalnvr.core.motion;

import io.finalnvr.analysis.Detection;
import io.finalnvr.analysis.FrameAnalyzer;
import io.finalnvr.media.Codec;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.PixelFormat;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A scene that is drawn: a street with texture, and on top of it whatever a test adds. A function
 * of time and seed, five pictures a second.
 */
final class TestScene {

  static final Instant T0 = Instant.parse("2026-01-05T12:00:00Z");
  static final int WIDTH = 320;
  static final int HEIGHT = 180;
  private static final VideoTrack TRACK =
      new VideoTrack(1, Codec.MJPEG, WIDTH, HEIGHT, ByteBuffer.allocate(0));

  /** From a normal distribution; drawing them anew for each pixel takes most of the time. */
  private static final double[] DRAWN = drawn();

  private final Random random;
  private final double[][] still = new double[HEIGHT][WIDTH];
  private final List<Layer> layers = new ArrayList<>();
  private double noise;

  /** Changes a picture: pixels by row and column, at so many seconds. */
  interface Layer {
    void paint(double[][] pixels, double seconds);
  }

  /** A period in which motion was found, in seconds. */
  record Found(double from, double to, double greatest) {}

  TestScene(long seed) {
    random = new Random(seed);
    double[][] coarse = new double[HEIGHT / 10 + 2][WIDTH / 10 + 2];
    for (double[] row : coarse) {
      for (int x = 0; x < row.length; x++) {
        row[x] = 60 + 120 * random.nextDouble();
      }
    }
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double fine = random.nextGaussian() * 4;
        // Half of it is a smooth wall.
        still[y][x] = x < WIDTH / 2 ? coarse[y / 10][x / 10] + fine : 110 + y * 0.2 + fine / 4;
      }
    }
  }

  private static double[] drawn() {
    Random random = new Random(7);
    double[] drawn = new double[1 << 19];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = random.nextGaussian();
    }
    return drawn;
  }

  TestScene noise(double deviation) {
    noise = deviation;
    return this;
  }

  TestScene with(Layer layer) {
    layers.add(layer);
    return this;
  }

  /** A box that moves across the picture from one second to another, and is not there else. */
  TestScene movingBox(double from, double to, int width, int height, double brightness) {
    return with(
        (pixels, t) -> {
          if (t >= from && t < to) {
            int left = (int) ((t - from) / (to - from) * (WIDTH - width));
            fill(pixels, left, 80, width, height, brightness);
          }
        });
  }

  static void fill(double[][] pixels, int left, int top, int width, int height, double brightness) {
    for (int y = top; y < Math.min(HEIGHT, top + height); y++) {
      for (int x = Math.max(0, left); x < Math.min(WIDTH, left + width); x++) {
        pixels[y][x] = brightness;
      }
    }
  }

  /** All of the picture brighter or darker. */
  TestScene light(java.util.function.DoubleUnaryOperator factor) {
    return with(
        (pixels, t) -> {
          double by = factor.applyAsDouble(t);
          for (double[] row : pixels) {
            for (int x = 0; x < row.length; x++) {
              row[x] *= by;
            }
          }
        });
  }

  /** What compression does: 8 x 8 blocks lose their detail, anew with each group of pictures. */
  TestScene blocks(double strength) {
    double[][] shift = new double[HEIGHT / 8 + 1][WIDTH / 8 + 1];
    int[] group = {-1};
    return with(
        (pixels, t) -> {
          boolean begins = (int) (t / 2) != group[0];
          group[0] = (int) (t / 2);
          for (int by = 0; by * 8 < HEIGHT; by++) {
            for (int bx = 0; bx * 8 < WIDTH; bx++) {
              if (begins || random.nextInt(10) == 0) {
                shift[by][bx] = random.nextGaussian() * strength;
              }
              block(pixels, bx * 8, by * 8, shift[by][bx]);
            }
          }
        });
  }

  private static void block(double[][] pixels, int left, int top, double shift) {
    double sum = 0;
    int count = 0;
    for (int y = top; y < Math.min(HEIGHT, top + 8); y++) {
      for (int x = left; x < Math.min(WIDTH, left + 8); x++) {
        sum += pixels[y][x];
        count++;
      }
    }
    for (int y = top; y < Math.min(HEIGHT, top + 8); y++) {
      for (int x = left; x < Math.min(WIDTH, left + 8); x++) {
        pixels[y][x] = Math.round((pixels[y][x] + sum / count) / 2 / 4) * 4 + shift;
      }
    }
  }

  DecodedFrame frame(double seconds) {
    double[][] pixels = new double[HEIGHT][];
    for (int y = 0; y < HEIGHT; y++) {
      pixels[y] = still[y].clone();
    }
    layers.forEach(layer -> layer.paint(pixels, seconds));
    ByteBuffer bytes = ByteBuffer.allocate(WIDTH * HEIGHT);
    for (double[] row : pixels) {
      int drawn = random.nextInt(DRAWN.length - WIDTH);
      for (double value : row) {
        double noisy = value + noise * DRAWN[drawn++];
        bytes.put((byte) Math.max(16, Math.min(235, Math.round(noisy))));
      }
    }
    return new DecodedFrame(
        TRACK,
        T0.plusNanos(Math.round(seconds * 1e9)),
        Duration.ofMillis(200),
        PixelFormat.GREY8,
        WIDTH,
        HEIGHT,
        /* keyFrame= */ false,
        /* discontinuity= */ false,
        bytes.flip());
  }

  /** Shows the scene to an analyser from 0 to so many seconds; what goes on is one period. */
  List<Found> show(FrameAnalyzer analyzer, double until) throws Exception {
    List<Found> found = new ArrayList<>();
    String track = "";
    for (int i = 0; i / 5.0 < until; i++) {
      for (Detection detection : analyzer.analyze(frame(i / 5.0))) {
        String now = detection.track().orElseThrow();
        double from = seconds(detection.since().orElseThrow());
        double score = detection.score();
        if (now.equals(track)) {
          Found before = found.remove(found.size() - 1);
          found.add(new Found(before.from(), i / 5.0, Math.max(before.greatest(), score)));
        } else {
          found.add(new Found(from, i / 5.0, score));
        }
        track = now;
      }
    }
    return found;
  }

  private static double seconds(Instant instant) {
    return Duration.between(T0, instant).toMillis() / 1e3;
  }
}
