package io.finalnvr;

import java.util.concurrent.CompletableFuture;

/** An import that runs in the background. Thread-safe. */
public interface Import extends AutoCloseable {

  /** About how much is done, from 0 to 1. */
  double progress();

  /**
   * Completes when everything is durable; fails with an {@link NvrException}, or is cancelled when
   * the import was closed before.
   */
  CompletableFuture<ImportResult> result();

  /**
   * Cancels the import where it still runs. What was imported stays, up to the end of a group of
   * pictures; {@link ImportRequest#resuming} goes on after it. Idempotent.
   */
  @Override
  void close();

  /**
   * What was imported.
   *
   * @param range from the first frame to the end of the last one, on the timeline
   * @param videoFrames frames of video
   * @param audioFrames frames of audio
   * @param framesPassedOver frames that were not imported because the camera had footage up to
   *     there
   */
  record ImportResult(TimeRange range, long videoFrames, long audioFrames, long framesPassedOver) {}
}
