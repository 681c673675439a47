package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.spi.LogBreak;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The footage from one key frame of the index to the next: what is decoded as a whole to show any
 * of its pictures. An immutable value.
 *
 * @param time of the index entry it begins with
 * @param position where it begins
 * @param end where it ends
 * @param open whether it ends at the tail of the log, so that there may be more by now
 * @param frames pictures, or sound where the camera has none, in decode order
 * @param gaps between these frames
 * @param start when its first record begins; its own time where nothing could be read
 * @param ends when the frame ends that ends last
 * @param afterHole whether something is missing right before
 * @param brokenBefore why bytes were passed over at its start, where they were
 * @param brokenAfter why bytes were passed over at its end, where they were
 */
record Stretch(
    Instant time,
    long position,
    long end,
    boolean open,
    List<EncodedFrame> frames,
    List<Gap> gaps,
    Instant start,
    Instant ends,
    boolean afterHole,
    Optional<LogBreak.Cause> brokenBefore,
    Optional<LogBreak.Cause> brokenAfter) {

  Stretch {
    frames = List.copyOf(frames);
    gaps = List.copyOf(gaps);
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  /** Whether frames are decoded in another order than that in which they are shown. */
  boolean isReordered() {
    return frames.stream().anyMatch(frame -> !frame.time().equals(frame.decodeTime()));
  }

  /**
   * From when on its pictures can be shown with what it holds. Those before are decoded with the
   * stretch before.
   */
  Instant from() {
    if (frames.isEmpty()) {
      return time;
    }
    return afterHole
        ? frames.stream().map(EncodedFrame::time).min(Instant::compareTo).orElse(time)
        : frames.get(0).time();
  }

  /** The first frames in decode order that are shown before {@link #from()}, and what they need. */
  List<EncodedFrame> leading() {
    int count = 0;
    for (int i = 0; i < frames.size(); i++) {
      count = frames.get(i).time().isBefore(from()) ? i + 1 : count;
    }
    return frames.subList(0, count);
  }

  /** This stretch with frames of the next that are shown before that. */
  Stretch with(List<EncodedFrame> leading) {
    List<EncodedFrame> all = new ArrayList<>(frames);
    all.addAll(leading);
    return new Stretch(
        time, position, end, open, all, gaps, start, ends, afterHole, brokenBefore, brokenAfter);
  }

  /** The frame shown last before an instant, by its place in decode order. */
  OptionalInt lastBefore(Instant instant) {
    int found = -1;
    for (int i = 0; i < frames.size(); i++) {
      Instant shown = frames.get(i).time();
      if (shown.isBefore(instant)
          && !shown.isBefore(from())
          && (found < 0 || shown.isAfter(frames.get(found).time()))) {
        found = i;
      }
    }
    return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
  }

  /** The frame shown first after an instant, by its place in decode order. */
  OptionalInt firstAfter(Instant instant) {
    int found = -1;
    for (int i = 0; i < frames.size(); i++) {
      Instant shown = frames.get(i).time();
      if (shown.isAfter(instant)
          && !shown.isBefore(from())
          && (found < 0 || shown.isBefore(frames.get(found).time()))) {
        found = i;
      }
    }
    return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
  }

  /** The gap between two instants, the later included. */
  Optional<Gap> gapBetween(Instant earlier, Instant later) {
    return gaps.stream()
        .filter(gap -> gap.range().end().isAfter(earlier) && !gap.range().end().isAfter(later))
        .findFirst();
  }
}
