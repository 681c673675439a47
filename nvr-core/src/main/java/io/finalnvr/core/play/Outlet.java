package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.NvrException;
import io.finalnvr.media.EncodedFrame;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Turns records and frames into calls of a sink. Used by the player's thread only. */
interface Outlet {

  /**
   * Records come anew; what was taken before is forgotten.
   *
   * @param start which of their frames are shown
   * @param until where the asked range ends
   */
  void restart(Start start, Optional<Instant> until);

  /** Whether a record that starts then still comes before the first frame that is shown. */
  boolean isBeforeFirst(Instant start);

  /** Takes the next record; gives the calls that are ready. */
  List<Delivery> take(FootageRecord record);

  /** Gives what was held back to see what follows; nothing follows for now. */
  List<Delivery> drain();

  /**
   * The picture that is shown last when nothing follows what was taken: pictures that are decoded
   * before others may be shown after them. Empty where that is not known.
   */
  Optional<Instant> last();

  /** A key frame that is played alone. */
  Delivery key(FootageRecord record, EncodedFrame key);

  /** A frame whose picture is to be kept. */
  Delivery keep(EncodedFrame frame);

  /** The picture of such a frame. */
  Delivery show(EncodedFrame frame);

  /**
   * Playing forward ends here, though not for a seek: delivers what is still held back of what is
   * shown by now, and forgets what is to be shown after it.
   */
  default void settle(Instant shown) {}

  /** Tells of a gap. */
  Delivery gap(Gap gap);

  void end();

  void failure(NvrException failure);

  /** The player is over: ends a call of the sink that waits for something. From any thread. */
  default void close() {}
}
