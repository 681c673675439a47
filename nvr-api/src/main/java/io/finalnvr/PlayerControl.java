package io.finalnvr;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What can be asked of whatever plays footage: a {@link Player} of one camera, a {@link SyncGroup}
 * of several.
 *
 * <p>States: {@link PlayerState}. Thread-safe; methods return at once and take effect before the
 * next frame.
 */
public interface PlayerControl extends AutoCloseable {

  /** What the player is doing. */
  PlayerState state();

  /** Plays on after {@link #pause()} or a step; nothing in between is lost. */
  void play();

  /** Stops delivering frames; a call under way ends first. */
  void pause();

  /**
   * Goes on at another instant; plays where it played, stays paused where it was paused. A player
   * that is paused shows nothing until it plays on or is stepped; the first step then shows the
   * frame that was sought, either way.
   */
  void seek(Instant instant, SeekMode mode);

  /** Goes to the newest key frame, and from there follows the camera. */
  void goLive();

  /**
   * How fast to play from now on, and which way. Changes direction at the frame shown: no frame is
   * left out or shown twice. A player that has ended plays on when its direction changes.
   */
  void speed(Speed speed);

  /**
   * Pauses and shows the next frame in the order of showing, across the borders of recordings. Does
   * nothing at the newest frame and at the end of the asked range.
   */
  void stepForward();

  /**
   * Pauses and shows the frame before. Does nothing at the oldest frame and at the start of the
   * asked range.
   */
  void stepBack();

  /** Time of the frame that is shown; empty before the first. */
  Optional<Instant> position();

  /**
   * Waits until the player has ended, failed or was closed.
   *
   * @return whether it has within {@code timeout}
   */
  boolean awaitEnd(Duration timeout) throws InterruptedException;

  /** Ends the player and waits for its thread, 10 s at most. Idempotent. */
  @Override
  void close();
}
