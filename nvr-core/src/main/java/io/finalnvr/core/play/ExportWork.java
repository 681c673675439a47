package io.finalnvr.core.play;

import io.finalnvr.Export.ExportResult;

/** What an export does. */
interface ExportWork {

  /** How much is done, from 0 to 1; asked from any thread. */
  double progress();

  /**
   * Does it.
   *
   * @throws java.util.concurrent.CancellationException when it was cancelled
   */
  ExportResult run() throws InterruptedException;
}
