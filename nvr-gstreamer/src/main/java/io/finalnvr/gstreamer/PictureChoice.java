package io.finalnvr.gstreamer;

import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.EncodedFrame;
import org.jspecify.annotations.Nullable;

/**
 * Picks the pictures to be delivered from those that are decoded, which come in the order in which
 * they are shown, and remembers whether something was missing in between. Pure; for one thread at a
 * time.
 */
final class PictureChoice {

  private final DecodeRequest request;
  private @Nullable Long cell;
  private boolean missing;

  PictureChoice(DecodeRequest request) {
    this.request = request;
  }

  /** Whether the picture of this frame is wanted. */
  boolean wants(EncodedFrame frame) {
    if (frame.decodeOnly() || isLeftOut(frame)) {
      return false;
    }
    if (request.rate().isEmpty()) {
      return true;
    }
    long next = request.rate().get().cell(frame.time());
    boolean wanted = cell == null || cell != next;
    cell = next;
    return wanted;
  }

  /** Whether it is none of the frames that are asked for, whether it can be decoded or not. */
  boolean isLeftOut(EncodedFrame frame) {
    return request.keyFramesOnly() && !frame.keyFrame();
  }

  /** What was seen before does not count any more. */
  void restart() {
    cell = null;
    missing = false;
  }

  /** Something is missing before the next picture. */
  void missing() {
    missing = true;
  }

  /** Whether something is missing before the picture that is delivered now. */
  boolean takeMissing() {
    boolean taken = missing;
    missing = false;
    return taken;
  }
}
