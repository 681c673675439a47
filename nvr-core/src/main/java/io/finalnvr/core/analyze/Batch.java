package io.finalnvr.core.analyze;

import io.finalnvr.Event;
import io.finalnvr.analysis.AnalyzedFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results that are not in a record yet. Not thread-safe. */
final class Batch {

  /** How much footage a record of the past, and one of a quiet live camera, stands for. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final Duration LONGEST_LIVE = Duration.ofSeconds(2);
  private static final int MOST_FRAMES = 500;
  private static final int MOST_DETECTIONS = 1_000;

  final List<AnalyzedFrame> frames = new ArrayList<>();
  final List<Event> begun = new ArrayList<>();
  final List<Event> ended = new ArrayList<>();
  private @Nullable Instant first;
  private @Nullable Instant last;
  private long failed;
  private int detections;

  void analyzed(AnalyzedFrame frame, EventFold.Changes changes) {
    reached(frame.time());
    frames.add(frame);
    detections += frame.detections().size();
    begun.addAll(changes.begun());
    ended.addAll(changes.ended());
  }

  void failed(Instant time) {
    reached(time);
    failed++;
  }

  private void reached(Instant time) {
    if (first == null) {
      first = time;
    }
    last = time;
  }

  /** The picture that it goes up to; null when it is empty. */
  @Nullable Instant last() {
    return last;
  }

  long failedCount() {
    return failed;
  }

  /** Those with something to be seen. */
  List<AnalyzedFrame> seen() {
    return frames.stream().filter(frame -> !frame.detections().isEmpty()).toList();
  }

  /**
   * Whether it should become durable now.
   *
   * @param live at once where there is anything to tell
   */
  boolean isDue(boolean live) {
    if (first == null || last == null) {
      return false;
    }
    boolean news = detections > 0 || !begun.isEmpty() || !ended.isEmpty();
    Duration longest = live ? LONGEST_LIVE : LONGEST;
    return live && news
        || frames.size() >= MOST_FRAMES
        || detections >= MOST_DETECTIONS
        || Duration.between(first, last).compareTo(longest) >= 0;
  }
}
