package io.finalnvr;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** An export that runs in the background. Thread-safe. */
public interface Export extends AutoCloseable {

  /** How much is done, from 0 to 1. */
  double progress();

  /**
   * Completes when the file is complete; fails with an {@link NvrException}, or is cancelled when
   * the export was closed before.
   */
  CompletableFuture<ExportResult> result();

  /** Cancels the export where it still runs; then no file is left. Idempotent. */
  @Override
  void close();

  /**
   * What was exported.
   *
   * @param file the MP4 file
   * @param range from the first to the last instant shown, on the timeline
   * @param videoFrames frames of video in it, those included that are there only for decoding
   * @param audioFrames frames of audio in it
   * @param bytes size of the file
   * @param gaps gaps inside
   */
  record ExportResult(
      Path file, TimeRange range, long videoFrames, long audioFrames, long bytes, int gaps) {}
}
