package io.finalnvr.core.analyze;

import java.time.Instant;
import java.util.Optional;

/**
 * What a run has come to.
 *
 * @param run the run
 * @param last its newest record
 * @param held whether somebody is at it
 */
record Stretch(Run run, Optional<ResultRecord> last, boolean held) {

  /** The first instant whose picture has no result in it. */
  Instant end() {
    return last.map(record -> record.complete() ? record.until() : record.until().plusNanos(1))
        .orElse(run.from());
  }

  /** Up to where nobody else should begin. */
  Instant reserved() {
    return held ? run.until().orElse(Instant.MAX) : end();
  }
}
