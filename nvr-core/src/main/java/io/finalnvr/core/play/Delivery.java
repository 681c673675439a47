package io.finalnvr.core.play;

import java.time.Instant;
import java.util.Optional;

/**
 * One call of a sink.
 *
 * @param due time of the frame by which the call is paced; empty for at once
 * @param position where the player is then; empty where that does not change
 * @param ends whether the player has then ended
 * @param call the call
 */
record Delivery(Optional<Instant> due, Optional<Instant> position, boolean ends, Runnable call) {

  static Delivery paced(Instant due, Optional<Instant> position, Runnable call) {
    return new Delivery(Optional.of(due), position, /* ends= */ false, call);
  }

  static Delivery atOnce(Runnable call) {
    return new Delivery(Optional.empty(), Optional.empty(), /* ends= */ false, call);
  }

  static Delivery end(Runnable call) {
    return new Delivery(Optional.empty(), Optional.empty(), /* ends= */ true, call);
  }
}
