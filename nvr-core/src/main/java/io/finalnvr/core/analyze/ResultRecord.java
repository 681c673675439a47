package io.finalnvr.core.analyze;

import io.finalnvr.Event;
import io.finalnvr.analysis.AnalyzedFrame;
import java.time.Instant;
import java.util.List;

/**
 * One record in the log of a run: what was found since the record before, and how to go on. So
 * result and progress are in the store together or not at all.
 *
 * @param until the picture analysed last, or the end of the run; the record's time
 * @param counts of pictures since the record before
 * @param seen what is to be seen in them, those with nothing left out
 * @param ended events that have ended since the record before
 * @param ongoing events that have not ended
 * @param nextEvent number of the next event of the run
 * @param state of the analyser
 * @param complete whether the run has come to its end
 */
record ResultRecord(
    Instant until,
    Counts counts,
    List<AnalyzedFrame> seen,
    List<Event> ended,
    List<Event> ongoing,
    long nextEvent,
    String state,
    boolean complete) {

  /**
   * Of pictures.
   *
   * @param analyzed with a result
   * @param skipped given up for newer ones
   * @param undecodable frames without a picture
   * @param failed given up after failures
   */
  record Counts(long analyzed, long skipped, long undecodable, long failed) {}
}
