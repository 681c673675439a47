package io.finalnvr.core.play;

import io.finalnvr.media.EncodedFrame;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets playing begin at the frame shown at an instant: frames of video before it are marked as
 * decode-only, sound before the instant is left out. Takes frames in decode order and holds back
 * the few of which it can't yet be told. Pure; not thread-safe.
 */
final class ExactStart {

  private final Instant instant;
  private final Deque<EncodedFrame> held = new ArrayDeque<>();
  private @Nullable EncodedFrame shown;
  private boolean done;

  ExactStart(Instant instant) {
    this.instant = instant;
  }

  /** Whether the frame shown at the instant is found. */
  boolean done() {
    return done;
  }

  /** Takes the next frame; gives those that are ready. */
  List<EncodedFrame> take(EncodedFrame frame) {
    if (done) {
      return List.of(frame);
    }
    if (!FootageRecord.isVideo(frame)) {
      if (frame.time().isBefore(instant)) {
        return List.of();
      }
      held.add(frame);
      return release();
    }
    held.add(frame);
    // No later frame is shown before it is decoded, so none can be the one.
    if (frame.decodeTime().isAfter(instant)) {
      return drain();
    }
    if (!frame.time().isAfter(instant) && (shown == null || frame.time().isAfter(shown.time()))) {
      shown = frame;
    }
    return release();
  }

  /** No further frame comes before the instant; gives what was held back. */
  List<EncodedFrame> drain() {
    done = true;
    List<EncodedFrame> ready = new ArrayList<>();
    while (!held.isEmpty()) {
      ready.add(mark(held.remove()));
    }
    return ready;
  }

  private List<EncodedFrame> release() {
    List<EncodedFrame> ready = new ArrayList<>();
    while (!held.isEmpty() && held.peek() != shown) {
      ready.add(mark(held.remove()));
    }
    return ready;
  }

  private EncodedFrame mark(EncodedFrame frame) {
    boolean before =
        FootageRecord.isVideo(frame) && shown != null && frame.time().isBefore(shown.time());
    return before ? frame.asDecodeOnly() : frame;
  }
}
