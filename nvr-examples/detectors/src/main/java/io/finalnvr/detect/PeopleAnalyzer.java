package io.finalnvr.detect;

import io.finalnvr.analysis.Detection;
import io.finalnvr.analysis.FrameAnalyzer;
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
import org.opencv.objdetect.HOGDescriptor;

/** People who stand or walk, by OpenCV's histogram of oriented gradients and its own weights. */
final class PeopleAnalyzer implements FrameAnalyzer {

  private static final int WIDTH = 800;
  private static final int HEIGHT = 600;
  private static final double FRAMES_PER_SECOND = 2;
  private static final double MOST_OVERLAP = 0.4;
  private static final Duration LINGER = Duration.ofSeconds(3);
  private static final Size STRIDE = new Size(8, 8);
  private static final double SCALE = 1.05;

  static {
    OpenCV.loadLocally();
  }

  private final HOGDescriptor hog = new HOGDescriptor();
  private final ObjectTracker tracker = new ObjectTracker(LINGER, kind -> "person");

  PeopleAnalyzer() {
    hog.setSVMDetector(HOGDescriptor.getDefaultPeopleDetector());
  }

  @Override
  public DecodeRequest request() {
    return DecodeRequest.of(PixelFormat.GREY8)
        .size(PictureSize.within(WIDTH, HEIGHT))
        .atMost(FRAMES_PER_SECOND);
  }

  @Override
  public Duration linger() {
    return LINGER;
  }

  @Override
  public List<Detection> analyze(DecodedFrame frame) {
    Mat picture = new Mat(frame.height(), frame.stride(0), CvType.CV_8UC1);
    MatOfRect boxes = new MatOfRect();
    MatOfDouble weights = new MatOfDouble();
    try {
      byte[] pixels = new byte[frame.data().remaining()];
      frame.data().get(pixels);
      picture.put(0, 0, pixels);
      hog.detectMultiScale(picture, boxes, weights, 0, STRIDE, STRIDE, SCALE);
      List<Found> found = new ArrayList<>();
      Rect[] all = boxes.toArray();
      double[] sure = all.length == 0 ? new double[0] : weights.toArray();
      for (int i = 0; i < all.length; i++) {
        found.add(person(all[i], sure[i], frame.width(), frame.height()));
      }
      return tracker.take(frame.time(), Overlap.suppressed(found, MOST_OVERLAP));
    } finally {
      picture.release();
      boxes.release();
      weights.release();
    }
  }

  /** The detector's window is wider and taller than the person by what stands around people. */
  static Found person(Rect window, double weight, int width, int height) {
    double aside = window.width * 0.15;
    double above = window.height * 0.07;
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

  @Override
  public void onGap() {
    tracker.forget();
  }

  @Override
  public String state() {
    return tracker.state();
  }

  @Override
  public void restore(String state) {
    tracker.restore(state);
  }
}
