package io.finalnvr.core.motion;

import io.finalnvr.analysis.MotionSettings;
import io.finalnvr.media.DecodedFrame;
import java.util.ArrayList;
import java.util.List;

/** Not a test: prints how many pictures of 320 x 180 a core looks at in a second. */
final class MotionCost {

  private MotionCost() {}

  public static void main(String... args) {
    TestScene scene = new TestScene(1).noise(3).movingBox(5, 40, 40, 60, 220);
    List<DecodedFrame> frames = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      frames.add(scene.frame(i / 5.0));
    }
    for (int round = 0; round < 6; round++) {
      MotionDetector detector = new MotionDetector(MotionSettings.standard());
      long begin = System.nanoTime();
      int found = 0;
      int count = 0;
      while (System.nanoTime() - begin < 2_000_000_000L) {
        for (DecodedFrame frame : frames) {
          found += detector.analyze(frame).size();
          count++;
        }
        detector.onGap();
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.out.printf("%.0f pictures a second, %d with motion%n", count / seconds, found);
    }
  }
}
