package io.finalnvr.media;

import io.finalnvr.Gap;
import io.finalnvr.NvrException;

/**
 * Receives what a {@link io.finalnvr.Player} plays.
 *
 * <p>Calls come one at a time, on the player's own thread. A sink may block: the player then waits,
 * and nothing is lost, because the frames are in the store. Exceptions thrown by a sink end the
 * player in state {@link io.finalnvr.PlayerState#FAILED}.
 *
 * <p>How a decoder makes pictures of it:
 *
 * <ol>
 *   <li>After a seek, a change of way or form, and a gap, the first frame of a track with pictures
 *       is a key frame.
 *   <li>A frame that is not {@link EncodedFrame#decodeOnly()} is decoded and shown.
 *   <li>A frame that is decode-only is decoded, and its picture kept instead of shown. Of no use
 *       any more are all but the last {@value #KEPT_PICTURES}.
 *   <li>{@link #onShow}, which comes in reverse and with steps, shows one of those. By then all
 *       frames that it needs were delivered, and the frame delivered next is a key frame: a decoder
 *       that holds pictures back can be drained.
 * </ol>
 *
 * <p>So a sink that only counts or forwards frames that are shown needs none of this.
 */
@FunctionalInterface
public interface FrameSink {

  /** How many pictures of decode-only frames {@link #onShow} may ask for, counted from the last. */
  int KEPT_PICTURES = 64;

  /** The next frame, per track in decode order. */
  void onFrame(EncodedFrame frame);

  /**
   * The picture of a frame that was delivered decode-only is to be shown now. Where this is not
   * overridden the frame goes to {@link #onFrame} as one to be shown.
   *
   * @param frame the frame, not decode-only
   */
  default void onShow(EncodedFrame frame) {
    onFrame(frame);
  }

  /** The player is about to cross a gap. */
  default void onGap(Gap gap) {}

  /** The end of the asked range was reached. Called at most once between two seeks. */
  default void onEnd() {}

  /** The player gave up; no further call follows. */
  default void onFailure(NvrException failure) {}
}
