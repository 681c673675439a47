package io.finalnvr.core.record;

import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The events of a ledger, read once: a log only grows, so later only what is new is read. */
final class LedgerCache {

  private final FrameLog events;
  private final List<LedgerEvent> known = new ArrayList<>();
  private Optional<IndexEntry> first = Optional.empty();
  private long position;

  LedgerCache(FrameLog events) {
    this.events = events;
  }

  /** All events as they are now, oldest first. Blocks on I/O. */
  synchronized List<LedgerEvent> read() {
    Optional<IndexEntry> firstNow = events.first();
    if (firstNow.isEmpty() || !firstNow.equals(first)) {
      // Nothing known, or its start was cut off, or it is another log by now.
      known.clear();
      position = events.head();
      first = firstNow;
    }
    position = LogWalk.toTail(events, position, item -> event(item).ifPresent(known::add));
    return List.copyOf(known);
  }

  /** What stands in a ledger's log; empty where it is of another kind. */
  static Optional<LedgerEvent> event(LogItem item) {
    return item instanceof StoredFrame record
        ? LedgerJson.read(record.payload())
        : Optional.of(new LedgerEvent.Unreadable());
  }
}
