package io.finalnvr;

/** What a player does where footage is missing, after it has announced the {@link Gap}. */
public enum GapMode {
  /** Goes on at once with what comes after. */
  SKIP,
  /** Lets the time of the gap pass at the speed of the player. */
  WAIT
}
