package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.MediaException;
import io.finalnvr.media.EncodedFrame;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What footage shows at an instant. */
sealed interface Still {

  /**
   * Frames from a key frame to the one that is shown.
   *
   * @param frames in decode order, at least one
   */
  record Frames(List<EncodedFrame> frames) implements Still {}

  /**
   * Nothing.
   *
   * @param gap that the instant is in, where footage goes on after it
   * @param failure says so, and where there is footage; it may ask the store
   */
  record Missing(Optional<Gap> gap, Supplier<MediaException> failure) implements Still {}
}
