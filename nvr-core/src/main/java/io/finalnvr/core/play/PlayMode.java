package io.finalnvr.core.play;

import io.finalnvr.Speed;

/** What is delivered, and which way: follows from the speed. */
enum PlayMode {
  /** Every frame in the order of the log. */
  FORWARD,
  /** Every picture in the order of showing reversed. */
  REVERSE,
  /** Key frames. */
  KEYS_FORWARD,
  /** Key frames, backwards. */
  KEYS_REVERSE;

  static PlayMode of(Speed speed) {
    if (speed.isKeyFramesOnly()) {
      return speed.isReverse() ? KEYS_REVERSE : KEYS_FORWARD;
    }
    return speed.isReverse() ? REVERSE : FORWARD;
  }

  boolean isReverse() {
    return this == REVERSE || this == KEYS_REVERSE;
  }
}
