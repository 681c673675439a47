package io.finalnvr.core.record;

import io.finalnvr.GapCause;
import io.finalnvr.core.Clocks;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
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
   * @param cause why nobody did
   */
  Optional<LedgerEvent.Ended> endWhatIsOpen(Instant lastTime, GapCause cause, String detail) {
    Optional<Instant> begun = ledger.newestOfARecording().flatMap(LedgerDesk::begin);
    if (begun.isEmpty()) {
      return Optional.empty();
    }
    LedgerEvent.Ended end =
        new LedgerEvent.Ended(
            lastTime.isAfter(begun.get()) ? lastTime : begun.get(), cause, detail);
    unwritten.addFirst(end);
    return Optional.of(end);
  }

  private static Optional<Instant> begin(LedgerEvent event) {
    if (event instanceof LedgerEvent.Started started) {
      return Optional.of(started.at());
    }
    return event instanceof LedgerEvent.Resumed resumed
        ? Optional.of(resumed.at())
        : Optional.empty();
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

  /** Enters an event with the next ones. */
  void enterLater(LedgerEvent event) {
    unwritten.add(event);
  }

  /** Forgets what waits: it is somebody else's camera now. */
  void forgetAll() {
    unwritten.clear();
  }

  /** Forgets of what waits all but the losses: the recording was given up. */
  void forgetRecordings() {
    unwritten.removeIf(event -> !(event instanceof LedgerEvent.Lost));
  }

  void close() {
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }
}
