package io.finalnvr;

/** What a player is doing. */
public enum PlayerState {
  /** Delivers frames, or waits for the next at the live edge. */
  PLAYING,
  /** Waits for {@link Player#play()}. */
  PAUSED,
  /** Reached the end of the asked range; {@link Player#seek} goes on. */
  ENDED,
  /** Gave up; the sink was told why. */
  FAILED,
  /** Closed. */
  CLOSED
}
