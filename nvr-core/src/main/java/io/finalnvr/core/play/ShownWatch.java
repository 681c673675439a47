package io.finalnvr.core.play;

import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Knows which picture is seen while frames are delivered in decode order: the last one of which all
 * before it were delivered. Pure; not thread-safe.
 */
final class ShownWatch {

  private final TreeSet<Instant> waiting = new TreeSet<>();
  private Optional<Instant> shown;

  /**
   * A watch that begins.
   *
   * @param shown what is seen already
   */
  ShownWatch(Optional<Instant> shown) {
    this.shown = shown;
  }

  /** Takes the times of the next frame; gives the time of the picture that is seen then. */
  Instant take(Instant time, Instant decodeTime) {
    waiting.add(time);
    Instant newest = waiting.floor(decodeTime);
    if (newest != null) {
      shown = Optional.of(newest);
      waiting.headSet(newest, /* inclusive= */ true).clear();
    }
    // Before the decoder gives the first picture, that is the one to be seen next.
    return shown.orElseGet(waiting::first);
  }

  /** The picture that is seen when no further frame comes. */
  Optional<Instant> last() {
    return waiting.isEmpty() ? shown : Optional.of(waiting.last());
  }
}
