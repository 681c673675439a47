package io.finalnvr.core.record;

import io.finalnvr.GapCause;
import io.finalnvr.core.Clocks;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Enters what happens to a camera's footage into its ledger, in order; keeps what could not be
 * entered until it can be. Not thread-safe.
 */
final class LedgerDesk {

  private final Ledger ledger;
  private final Clocks clocks;
  private final Deque<LedgerEvent> unwritten = new ArrayDeque<>();
  private Ledger.@Nullable Writer writer;

  LedgerDesk(Ledger ledger, Clocks clocks) {
    this.ledger = ledger;
    this.clocks = clocks;
  }

  /** Opens the ledger, anew where it is open. */
  void open() {
    close();
    writer = ledger.open(clocks);
  }

  /**
   * The end of a recording that nobody ended, if there is one; it will be entered first.
   *
   * @param lastTime up to when the footage goes
   */
  Optional<LedgerEvent.Ended> endWhatCrashed(Instant lastTime) {
    List<LedgerEvent> events = ledger.read();
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i) instanceof LedgerEvent.Ended) {
        return Optional.empty();
      }
      if (events.get(i) instanceof LedgerEvent.Started started) {
        LedgerEvent.Ended end =
            new LedgerEvent.Ended(
                lastTime.isAfter(started.at()) ? lastTime : started.at(),
                GapCause.CRASHED,
                "the recorder ended without closing the recording");
        unwritten.addFirst(end);
        return Optional.of(end);
      }
    }
    return Optional.empty();
  }

  /** Enters an event, after all that wait to be entered; returns when it is durable. */
  void enter(LedgerEvent event) throws InterruptedException {
    unwritten.add(event);
    enterWaiting();
  }

  /** Enters what waits. */
  void enterWaiting() throws InterruptedException {
    while (!unwritten.isEmpty() && writer != null) {
      writer.enter(unwritten.element());
      unwritten.remove();
    }
  }

  /** Forgets what waits: it is somebody else's camera now. */
  void forgetWaiting() {
    unwritten.clear();
  }

  void close() {
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }
}
