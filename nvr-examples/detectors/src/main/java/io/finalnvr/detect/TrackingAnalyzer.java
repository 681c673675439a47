package io.finalnvr.detect;

import io.finalnvr.analysis.Detection;
import io.finalnvr.analysis.FrameAnalyzer;
import io.finalnvr.media.DecodedFrame;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/** Finds objects in each picture by itself, and follows them from one to the next. */
abstract class TrackingAnalyzer implements FrameAnalyzer {

  private final Duration linger;
  private final ObjectTracker tracker;

  /**
   * With a tracker.
   *
   * @param linger how long an object may be out of sight
   * @param labels of kinds
   */
  TrackingAnalyzer(Duration linger, IntFunction<String> labels) {
    this.linger = linger;
    this.tracker = new ObjectTracker(linger, labels);
  }

  /** The objects in a picture, each once. */
  abstract List<Found> find(DecodedFrame frame) throws Exception;

  @Override
  public final List<Detection> analyze(DecodedFrame frame) throws Exception {
    return tracker.take(frame.time(), find(frame));
  }

  @Override
  public final Duration linger() {
    return linger;
  }

  @Override
  public final void onGap() {
    tracker.forget();
  }

  @Override
  public final String state() {
    return tracker.state();
  }

  @Override
  public final void restore(String state) {
    tracker.restore(state);
  }
}
