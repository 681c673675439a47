package io.finalnvr.core.record;

import io.finalnvr.Recording;
import io.finalnvr.TimeRange;
import io.finalnvr.Timeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells whether a ledger has lost events. Pure. */
final class LedgerTrust {

  private LedgerTrust() {}

  /**
   * Whether a ledger tells of all footage.
   *
   * @param byLedger what {@link TimelineFold} made of the events
   * @param footage from the oldest to the newest record
   */
  static boolean isWhole(List<LedgerEvent> events, Timeline byLedger, TimeRange footage) {
    @Nullable LedgerEvent open = null;
    for (LedgerEvent event : events) {
      boolean starts = event instanceof LedgerEvent.Started;
      // What could not be entered is entered again, and may have been there.
      if (event instanceof LedgerEvent.Unreadable
          || (starts && open != null && !event.equals(open))) {
        return false;
      }
      if (event instanceof LedgerEvent.Ended) {
        open = null;
      } else if (starts || event instanceof LedgerEvent.Resumed) {
        open = event;
      }
    }
    List<Recording> recordings = byLedger.recordings();
    if (recordings.isEmpty()) {
      return footage.start().equals(footage.end());
    }
    Recording last = recordings.get(recordings.size() - 1);
    return !recordings.get(0).start().isAfter(footage.start())
        && (last.live() || !last.end().isBefore(footage.end()));
  }
}
