package io.finalnvr.gstreamer;

import io.finalnvr.CameraException;
import java.util.Optional;

/** How one source builds its pipeline, and what its ends mean. Holds no state of an attempt. */
interface Recipe {

  /** Adds the elements to a new pipeline, which is started afterwards. */
  void build(SessionPipeline pipeline);

  /** Whether the source sends in real time by itself. */
  boolean live();

  /** Whether the session keeps the pace of a source that is not live. */
  default boolean paced() {
    return true;
  }

  /** What an error message means. */
  CameraException failure(NativeMessage error, SessionPipeline pipeline);

  /** What it means that tracks did not become known in time. */
  CameraException timeout(SessionPipeline pipeline);

  /** What it means that the stream came to its end. */
  CameraException end();

  /** What to go on with in the same session after an end; times continue. */
  default Optional<Recipe> next(CameraException end, SessionPipeline pipeline) {
    return Optional.empty();
  }
}
