package io.finalnvr.media;

import io.finalnvr.Gap;
import io.finalnvr.NvrException;

/**
 * Receives what a {@link io.finalnvr.Player} plays, as fragmented MP4 ready for a file, a pipe or a
 * browser. The rules of {@link FrameSink} hold.
 */
@FunctionalInterface
public interface FragmentSink {

  /** The next fragment; the first one, and the first after a gap, is a random-access one. */
  void onFragment(Fragment fragment);

  /** The player is about to cross a gap. */
  default void onGap(Gap gap) {}

  /** The end of the asked range was reached. */
  default void onEnd() {}

  /** The player gave up; no further call follows. */
  default void onFailure(NvrException failure) {}
}
