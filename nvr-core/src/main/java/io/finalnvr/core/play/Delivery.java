package io.finalnvr.core.play;

import io.finalnvr.Gap;
import java.time.Instant;
import java.util.Optional;

/**
 * One call of a sink, or the end.
 *
 * @param due time of the frame by which the call is paced; empty for at once
 * @param position what is shown then; empty where that does not change
 * @param gap the gap that is told
 * @param ends whether nothing more comes
 * @param call the call
 */
record Delivery(
    Optional<Instant> due,
    Optional<Instant> position,
    Optional<Gap> gap,
    boolean ends,
    Runnable call) {

  static Delivery paced(Instant due, Optional<Instant> position, Runnable call) {
    return new Delivery(Optional.of(due), position, Optional.empty(), /* ends= */ false, call);
  }

  static Delivery atOnce(Runnable call) {
    return new Delivery(
        Optional.empty(), Optional.empty(), Optional.empty(), /* ends= */ false, call);
  }

  static Delivery gap(Gap gap, Runnable call) {
    return new Delivery(
        Optional.empty(), Optional.empty(), Optional.of(gap), /* ends= */ false, call);
  }

  /** The end, at once; what is seen does not change. */
  static Delivery end() {
    return end(Optional.empty(), Optional.empty());
  }

  /**
   * The end.
   *
   * @param due when it is reached; empty for at once
   * @param position what is seen then; empty where that does not change
   */
  static Delivery end(Optional<Instant> due, Optional<Instant> position) {
    return new Delivery(due, position, Optional.empty(), /* ends= */ true, () -> {});
  }
}
