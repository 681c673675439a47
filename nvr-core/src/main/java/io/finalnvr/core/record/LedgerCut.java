package io.finalnvr.core.record;

import java.time.Instant;

/**
 * Finds which of the oldest events say nothing about footage that is left: those before the start
 * of the recording that was under way when the oldest footage left was recorded. Pure; takes events
 * in order until it is done.
 */
final class LedgerCut {

  private final Instant oldestLeft;
  private int taken;
  private int keepFrom;
  private boolean done;

  LedgerCut(Instant oldestLeft) {
    this.oldestLeft = oldestLeft;
  }

  /** Takes the next event; whether to go on. */
  boolean take(LedgerEvent event) {
    if (event instanceof LedgerEvent.Started started) {
      if (started.at().isAfter(oldestLeft)) {
        done = true;
      } else {
        keepFrom = taken;
      }
    } else if (event instanceof LedgerEvent.Lost lost && lost.to().isAfter(oldestLeft)) {
      done = true;
    }
    taken++;
    return !done;
  }

  /** Number of the first event to keep. */
  int keepFrom() {
    return keepFrom;
  }
}
