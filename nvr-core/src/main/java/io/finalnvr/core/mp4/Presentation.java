package io.finalnvr.core.mp4;

import java.time.Instant;

/**
 * What of a file is shown.
 *
 * @param startTime of the presentation
 * @param start the same on the clock of the tables, microseconds
 * @param end on the same clock, not before the start
 */
record Presentation(Instant startTime, long start, long end) {

  /** How much of a track is shown, from the start of the presentation on. */
  long lengthOf(TrackTable table) {
    return Math.max(0, Math.min(end, table.endTime()) - start);
  }
}
