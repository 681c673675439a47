package io.finalnvr;

/** What a player is doing. */
public enum PlayerState {
  /** Delivers frames, or waits for the next at the live edge. */
  PLAYING,
  /** Waits for {@link PlayerControl#play()}, or a step. */
  PAUSED,
  /**
   * Reached the end of the asked range, or backwards its start or the oldest footage. A seek, a
   * step, and a speed of the other direction go on.
   */
  ENDED,
  /** Gave up; the sink was told why. */
  FAILED,
  /** Closed. */
  CLOSED
}
