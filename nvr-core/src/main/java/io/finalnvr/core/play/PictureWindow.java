package io.finalnvr.core.play;

import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import java.util.List;

/**
 * Knows which pictures a sink has kept, and chooses the frames that it must be given to have one
 * more: from a key frame up to that frame, and as many around it as will be asked for next. Pure;
 * not thread-safe.
 */
final class PictureWindow {

  private static final int KEPT = FrameSink.KEPT_PICTURES;

  private long position = -1;
  private int from;
  private int to;

  /** The sink was given something else. */
  void forget() {
    position = -1;
  }

  /**
   * What to deliver decode-only before the picture of a frame can be shown; nothing where it was.
   *
   * @param index of the frame in decode order
   */
  List<EncodedFrame> need(Stretch stretch, int index, boolean backwards) {
    if (stretch.position() == position && index >= from && index < to) {
      return List.of();
    }
    List<EncodedFrame> frames = stretch.frames();
    int end = lastShownUpTo(frames, index) + 1;
    int begin = keyFor(frames, index, Math.max(0, end - KEPT));
    if (!backwards) {
      end = Math.max(end, Math.min(frames.size(), begin + KEPT));
    }
    position = stretch.position();
    to = end;
    from = Math.max(begin, end - KEPT);
    return frames.subList(begin, end);
  }

  /** The place in decode order of the last frame that is not shown after the one given. */
  private static int lastShownUpTo(List<EncodedFrame> frames, int index) {
    int last = index;
    for (int i = index; i < frames.size(); i++) {
      if (!frames.get(i).time().isAfter(frames.get(index).time())) {
        last = i;
      }
    }
    return last;
  }

  /** The first key frame from which the window reaches the frame, or else the last one before. */
  private static int keyFor(List<EncodedFrame> frames, int index, int earliest) {
    int last = 0;
    for (int i = 0; i <= index; i++) {
      EncodedFrame frame = frames.get(i);
      if (frame.keyFrame() && !frame.time().isAfter(frames.get(index).time())) {
        if (i >= earliest) {
          return i;
        }
        last = i;
      }
    }
    return last;
  }
}
