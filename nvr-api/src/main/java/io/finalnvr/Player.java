package io.finalnvr;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Plays a camera's footage, from any instant up to the live edge, into a sink.
 *
 * <p>States: {@link PlayerState}. Thread-safe; control methods return at once and take effect
 * before the next frame. All frames come from the store, live ones too, so whatever is delivered is
 * durable. Frames come in the order of the log, every frame once. What is missing is announced as a
 * {@link Gap} and passed over.
 *
 * <p>Where playing starts:
 *
 * <ul>
 *   <li>before the oldest footage: at the oldest key frame
 *   <li>inside of a gap: at the first key frame after it
 *   <li>between key frames: as {@link SeekMode} says
 *   <li>after the newest footage: waits at the live edge
 *   <li>no footage at all: waits for the first frame
 * </ul>
 */
public interface Player extends AutoCloseable {

  /** The camera that is played. */
  String cameraId();

  /** What the player is doing. */
  PlayerState state();

  /** Plays on after {@link #pause()}; nothing in between is lost. */
  void play();

  /** Stops delivering frames; a call under way ends first. */
  void pause();

  /** Goes on at another instant; plays where it played, stays paused where it was paused. */
  void seek(Instant instant, SeekMode mode);

  /** Goes to the newest key frame, and from there follows the camera. */
  void goLive();

  /** How fast to play from now on. */
  void speed(Speed speed);

  /** Time of the frame delivered last; empty before the first. */
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
