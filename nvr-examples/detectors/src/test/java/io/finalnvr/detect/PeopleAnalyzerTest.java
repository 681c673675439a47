package io.finalnvr.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.finalnvr.media.Codec;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.PixelFormat;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

class PeopleAnalyzerTest {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final Scalar DARK = new Scalar(40);

  private final PeopleAnalyzer analyzer = new PeopleAnalyzer();
  private final Mat street = street();

  /** Ground, sky, a post; with noise in the end. */
  private static Mat street() {
    Mat street = new Mat(HEIGHT, WIDTH, CvType.CV_8UC1, new Scalar(150));
    Imgproc.rectangle(street, new Rect(0, 0, WIDTH, 140), new Scalar(180), Imgproc.FILLED);
    Imgproc.rectangle(street, new Rect(500, 60, 20, 270), new Scalar(70), Imgproc.FILLED);
    return street;
  }

  /** Somebody who stands with their legs apart; {@code x} is the middle. */
  private void person(int x, int top, int tall) {
    double unit = tall / 8.0;
    ellipse(x, top + 0.6 * unit, 0.45 * unit, 0.6 * unit);
    ellipse(x, top + 2.7 * unit, 0.95 * unit, 1.5 * unit);
    for (int side : new int[] {-1, 1}) {
      Imgproc.line(
          street,
          new Point(x + side * 0.3 * unit, top + 3.8 * unit),
          new Point(x + side * 0.7 * unit, top + 7.8 * unit),
          DARK,
          Math.max(1, (int) (0.7 * unit)));
    }
  }

  private void ellipse(double x, double y, double halfWidth, double halfHeight) {
    Imgproc.ellipse(
        street,
        new Point(x, y),
        new Size(halfWidth, halfHeight),
        /* angle= */ 0,
        /* startAngle= */ 0,
        /* endAngle= */ 360,
        DARK,
        Imgproc.FILLED);
  }

  private List<Found> find() {
    Imgproc.GaussianBlur(street, street, new Size(3, 3), 0);
    byte[] pixels = new byte[WIDTH * HEIGHT];
    street.get(0, 0, pixels);
    Random noise = new Random(1);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) ((pixels[i] & 0xff) + Math.round(noise.nextGaussian() * 3));
    }
    DecodedFrame frame =
        new DecodedFrame(
            new VideoTrack(1, Codec.MJPEG, WIDTH, HEIGHT, ByteBuffer.allocate(0)),
            Instant.EPOCH,
            Duration.ofMillis(500),
            PixelFormat.GREY8,
            WIDTH,
            HEIGHT,
            /* keyFrame= */ true,
            /* discontinuity= */ false,
            ByteBuffer.wrap(pixels));
    return analyzer.find(frame).stream().sorted(Comparator.comparing(Found::left)).toList();
  }

  @Test
  void people_areFoundOnceEach_fromASeventhOfThePictureOn() {
    assertThat(find()).as("nobody is there").isEmpty();
    person(120, 200, 52);
    person(320, 130, 200);

    List<Found> found = find();

    assertThat(found).hasSize(2);
    assertPerson(found.get(0), 120, 200, 52);
    assertPerson(found.get(1), 320, 130, 200);
  }

  private static void assertPerson(Found found, double x, double top, double tall) {
    assertThat((found.left() + found.right()) / 2 * WIDTH).isCloseTo(x, within(tall / 8));
    assertThat(found.top() * HEIGHT).isCloseTo(top, within(tall / 4));
    assertThat(found.bottom() * HEIGHT).isCloseTo(top + tall, within(tall / 4));
    assertThat(found.score()).isBetween(0.6, 1.0);
  }
}
