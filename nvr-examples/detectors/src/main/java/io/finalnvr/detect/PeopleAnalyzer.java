package io.finalnvr.detect;

import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.PictureSize;
import io.finalnvr.media.PixelFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nu.pattern.OpenCV;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDouble;
import org.opencv.core.MatOfRect;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.opencv.objdetect.HOGDescriptor;

/**
 * People who stand or walk, by OpenCV's histogram of oriented gradients and its own weights. Its
 * window is 128 pixels tall, so smaller pictures are enlarged.
 */
final class PeopleAnalyzer extends TrackingAnalyzer {

  private static final int WIDTH = 1_366;
  private static final int HEIGHT = 768;
  private static final double FRAMES_PER_SECOND = 2;

  /** Of the distance from the hyperplane. Below it one in four is a pole or a part of somebody. */
  private static final double LEAST_WEIGHT = 0.7;

  private static final double MOST_OVERLAP = 0.4;
  private static final double MOST_INSIDE = 0.6;
  private static final Duration LINGER = Duration.ofSeconds(3);
  private static final Size STRIDE = new Size(8, 8);
  private static final double SCALE = 1.05;

  static {
    OpenCV.loadLocally();
  }

  private final HOGDescriptor hog = new HOGDescriptor();

  PeopleAnalyzer() {
    super(LINGER, kind -> "person");
    hog.setSVMDetector(HOGDescriptor.getDefaultPeopleDetector());
  }

  @Override
  public DecodeRequest request() {
    return DecodeRequest.of(PixelFormat.GREY8)
        .size(PictureSize.within(WIDTH, HEIGHT))
        .atMost(FRAMES_PER_SECOND);
  }

  @Override
  List<Found> find(DecodedFrame frame) {
    Mat rows = new Mat(frame.height(), frame.stride(0), CvType.CV_8UC1);
    Mat picture = new Mat();
    MatOfRect boxes = new MatOfRect();
    MatOfDouble weights = new MatOfDouble();
    try {
      byte[] pixels = new byte[frame.data().remaining()];
      frame.data().get(pixels);
      rows.put(0, 0, pixels);
      double larger = Math.min((double) WIDTH / frame.width(), (double) HEIGHT / frame.height());
      Imgproc.resize(
          rows.colRange(0, frame.width()),
          picture,
          new Size(Math.rint(frame.width() * larger), Math.rint(frame.height() * larger)));
      // Ungrouped: OpenCV's grouping drops whoever only one window fits.
      hog.detectMultiScale(
          picture, boxes, weights, 0, STRIDE, STRIDE, SCALE, 0, /* useMeanshiftGrouping= */ false);
      List<Found> found = new ArrayList<>();
      Rect[] all = boxes.toArray();
      double[] sure = all.length == 0 ? new double[0] : weights.toArray();
      for (int i = 0; i < all.length; i++) {
        if (sure[i] >= LEAST_WEIGHT) {
          found.add(person(all[i], sure[i], picture.width(), picture.height()));
        }
      }
      return Overlap.suppressed(found, MOST_OVERLAP, MOST_INSIDE);
    } finally {
      rows.release();
      picture.release();
      boxes.release();
      weights.release();
    }
  }

  /** The detector's window is wider and taller than the person by what stands around people. */
  static Found person(Rect window, double weight, int width, int height) {
    double aside = window.width * 0.2;
    double above = window.height * 0.09;
    return new Found(
        0,
        score(weight),
        (window.x + aside) / width,
        (window.y + above) / height,
        (window.x + window.width - aside) / width,
        (window.y + window.height - above) / height);
  }

  /** The distance from the hyperplane, from 0 on, as a score: 0.5 of 0.5, 0.75 of 1. */
  static double score(double weight) {
    return Math.max(0, Math.min(1, 1 - Math.pow(0.25, weight)));
  }
}
