package io.finalnvr.gstreamer;

import com.sun.jna.Pointer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a simulated camera sends on one track. Used by one thread. */
interface FrameSupply extends AutoCloseable {

  /**
   * Moves on to the next frame.
   *
   * @param now as all times of this interface on the scale of {@link System#nanoTime()}
   * @return when the frame is due
   */
  long advance(long now);

  /** The caps of the frame that was moved to, where they are not those of the one before. */
  default Optional<String> newCaps() {
    return Optional.empty();
  }

  /**
   * The frame that was moved to.
   *
   * @param runningTime of the pipeline when the frame is due, nanoseconds
   * @param time when the frame is due
   * @return a buffer for the receiver to keep; null leaves the frame out
   */
  @Nullable Pointer frame(long runningTime, Instant time);

  @Override
  default void close() {}
}
