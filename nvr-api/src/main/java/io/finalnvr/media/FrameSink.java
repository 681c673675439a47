package io.finalnvr.media;

import io.finalnvr.Gap;
import io.finalnvr.NvrException;

/**
 * Receives what a {@link io.finalnvr.Player} plays.
 *
 * <p>Calls come one at a time, on the player's own thread. A sink may block: the player then waits,
 * and nothing is lost, because the frames are in the store. Exceptions thrown by a sink end the
 * player in state {@link io.finalnvr.PlayerState#FAILED}.
 */
@FunctionalInterface
public interface FrameSink {

  /** The next frame, in the order of the log: per track in decode order. */
  void onFrame(EncodedFrame frame);

  /** The player is about to pass over a gap; the next frame carries a discontinuity. */
  default void onGap(Gap gap) {}

  /** The end of the asked range was reached. Called at most once between two seeks. */
  default void onEnd() {}

  /** The player gave up; no further call follows. */
  default void onFailure(NvrException failure) {}
}
