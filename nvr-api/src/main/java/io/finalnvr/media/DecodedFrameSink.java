package io.finalnvr.media;

import io.finalnvr.Gap;
import io.finalnvr.NvrException;
import java.time.Instant;

/**
 * Receives the pictures that a {@link io.finalnvr.Player} plays.
 *
 * <p>Calls come one at a time, though not always on the same thread. A sink may block: decoding and
 * the player then wait, and nothing is lost, because the footage is in the store. Exceptions thrown
 * by a sink end the player in state {@link io.finalnvr.PlayerState#FAILED}.
 */
@FunctionalInterface
public interface DecodedFrameSink {

  /**
   * The next picture, in the order in which pictures are shown. Each has the exact instant of its
   * frame; frames marked {@link EncodedFrame#decodeOnly()} are not delivered.
   */
  void onFrame(DecodedFrame frame);

  /**
   * A frame can't be decoded, because it or one that it refers to is damaged or missing. Playing
   * goes on with the next that can.
   *
   * @param time of the frame
   * @param reason for people
   */
  default void onSkipped(Instant time, String reason) {}

  /** The player is about to pass over a gap; all pictures before it have been delivered. */
  default void onGap(Gap gap) {}

  /** The end of the asked range was reached. Called at most once between two seeks. */
  default void onEnd() {}

  /** The player gave up; no further call follows. */
  default void onFailure(NvrException failure) {}
}
