package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.NvrException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Turns records into calls of a sink. Used by the player's thread only. */
interface Outlet {

  /**
   * What was taken before is forgotten.
   *
   * @param exactly the instant whose frame is the first one shown, where that is asked for
   * @param until where the asked range ends
   */
  void restart(Optional<Instant> exactly, Optional<Instant> until);

  /** Whether a record that starts then still comes before the first frame that is shown. */
  boolean isBeforeFirst(Instant start);

  /** Takes the next record; gives the calls that are ready. */
  List<Delivery> take(FootageRecord record);

  /** Gives what was held back to see what follows; nothing follows for now. */
  List<Delivery> drain();

  void gap(Gap gap);

  void end();

  void failure(NvrException failure);
}
