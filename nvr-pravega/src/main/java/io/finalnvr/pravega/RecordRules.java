package io.finalnvr.pravega;

import io.finalnvr.Breach.Rule;
import org.jspecify.annotations.Nullable;

/** What has to hold of records and index records in the order of the log. Not thread-safe. */
final class RecordRules {

  private static final long BETWEEN_KEYS_NANOS = 500_000_000L;
  private static final long BETWEEN_ANY_NANOS = 10_000_000_000L;

  private final ByteStream index;
  private final BreachLog breaches;
  private boolean startsSession;
  private boolean startsIndexedSession;
  private boolean brokenSinceEntry = true;
  private boolean indexedHere;
  private long lastEntryTai;
  private long lastWantedTai;
  private long newestTai;
  private @Nullable RawHeader before;

  /**
   * Begins at a record.
   *
   * @param fromStart whether it is the first one that was ever written
   */
  RecordRules(ByteStream index, BreachLog breaches, boolean fromStart) {
    this.index = index;
    this.breaches = breaches;
    this.startsSession = fromStart;
    this.startsIndexedSession = fromStart;
  }

  /** Something was passed over. */
  void broken() {
    before = null;
    brokenSinceEntry = true;
    startsSession = false;
  }

  /**
   * An index record that points to where the walk has come.
   *
   * @param header what stands there; null at the end of the data
   */
  void entry(IndexCursor.Slot slot, @Nullable RawHeader header) {
    IndexRecord entry = slot.record();
    if (header == null) {
      if (entry.randomAccess()) {
        breaches.slot(slot.number(), Rule.INDEX_ENTRY, "random access at the end of the data");
      }
      end(slot);
    } else if (isEnd(entry, header)) {
      end(slot);
    } else if (entry.taiNanos() != header.taiNanos()) {
      breaches.slot(
          slot.number(),
          Rule.INDEX_ENTRY,
          "timestamp %d, that of the record at %d is %d",
          entry.taiNanos(),
          entry.position(),
          header.taiNanos());
      indexedHere = true;
      return;
    } else {
      start(slot, header);
    }
    lastEntryTai = entry.taiNanos();
    lastWantedTai = entry.taiNanos();
  }

  private boolean isEnd(IndexRecord entry, RawHeader header) {
    if (entry.randomAccess()) {
      return false;
    }
    if (entry.taiNanos() == header.taiNanos()) {
      return header.discontinuity() && header.randomAccess() && !entry.discontinuity();
    }
    return header.discontinuity()
        || (entry.taiNanos() >= newestTai && entry.taiNanos() <= header.taiNanos());
  }

  private void end(IndexCursor.Slot slot) {
    if (slot.record().taiNanos() < newestTai) {
      breaches.slot(
          slot.number(),
          Rule.SESSION_END,
          "ends at %d, before its last record at %d",
          slot.record().taiNanos(),
          newestTai);
    }
    startsSession = true;
    startsIndexedSession = true;
  }

  private void start(IndexCursor.Slot slot, RawHeader header) {
    IndexRecord entry = slot.record();
    indexedHere = true;
    if (entry.randomAccess() != header.randomAccess()) {
      breaches.slot(
          slot.number(), Rule.INDEX_ENTRY, "random access differs from that of the record");
    }
    boolean missing = header.discontinuity() || brokenSinceEntry || startsIndexedSession;
    if (entry.discontinuity() ? !missing : header.discontinuity()) {
      breaches.slot(
          slot.number(), Rule.INDEX_ENTRY, "discontinuity differs from that of the record");
    } else if (startsIndexedSession && !entry.discontinuity()) {
      breaches.slot(slot.number(), Rule.SESSION_START, "first index record without discontinuity");
    }
    long passed = entry.taiNanos() - lastEntryTai;
    boolean near = entry.randomAccess() ? passed < BETWEEN_KEYS_NANOS : passed <= BETWEEN_ANY_NANOS;
    if (lastEntryTai != 0 && near && !entry.discontinuity()) {
      breaches.slot(
          slot.number(), Rule.INDEX_DISTANCE, "%d ns after the index record before", passed);
    }
    startsIndexedSession = false;
    brokenSinceEntry = false;
  }

  /**
   * The next record.
   *
   * @param next the index record that comes next; null where there is none
   */
  void record(long position, RawHeader header, IndexCursor.@Nullable Slot next)
      throws CutOffException {
    if (header.hasUnknownFlags()) {
      breaches.data(position, Rule.RESERVED, "reserved bytes and flags are %08x", header.flags());
    }
    boolean piece = isPiece(position, header);
    if (startsSession && !header.discontinuity()) {
      breaches.data(position, Rule.SESSION_START, "first record without discontinuity");
    }
    checkTime(position, header, next);
    if (!indexedHere && !piece && header.taiNanos() > lastEntryTai) {
      checkWanted(position, header, next);
    }
    newestTai = Math.max(newestTai, header.taiNanos());
    startsSession = false;
    indexedHere = false;
    brokenSinceEntry |= header.discontinuity();
    before = header;
  }

  private boolean isPiece(long position, RawHeader header) {
    RawHeader last = before;
    boolean follows =
        last != null
            && last.payloadLength() == RecordHeader.MAX_PAYLOAD
            && last.taiNanos() == header.taiNanos()
            && !header.discontinuity();
    if (follows && header.flags() != 0) {
      breaches.data(position, Rule.PIECES, "a further piece of a payload, with flags");
    }
    return follows;
  }

  private void checkTime(long position, RawHeader header, IndexCursor.@Nullable Slot next) {
    long taiNanos = header.taiNanos();
    if (taiNanos < 0) {
      breaches.data(position, Rule.TIMESTAMP, "timestamp %d", taiNanos);
    } else if (taiNanos != 0 && taiNanos < lastEntryTai) {
      breaches.data(
          position,
          Rule.TIMESTAMP,
          "timestamp %d is before that of the index record before it, %d",
          taiNanos,
          lastEntryTai);
    } else if (next != null
        && next.record().position() > position
        && taiNanos >= next.record().taiNanos()) {
      breaches.data(
          position,
          Rule.TIMESTAMP,
          "timestamp %d is not before that of the index record after it, %d",
          taiNanos,
          next.record().taiNanos());
    }
  }

  /** At the tail the writer may not have come to it yet. */
  private void checkWanted(long position, RawHeader header, IndexCursor.@Nullable Slot next)
      throws CutOffException {
    long taiNanos = header.taiNanos();
    if (!header.indexed() && !IndexRule.indexes(lastWantedTai, taiNanos, header.randomAccess())) {
      return;
    }
    if (lastWantedTai == 0 && next == null) {
      lastWantedTai = taiNanos;
      return;
    }
    boolean late = taiNanos - lastWantedTai > BETWEEN_ANY_NANOS;
    if ((next == null && !late) || isIndexedMeanwhile(position)) {
      return;
    }
    breaches.data(position, Rule.INDEX_MISSING, "the index has no record of it");
    lastWantedTai = taiNanos;
  }

  private boolean isIndexedMeanwhile(long position) throws CutOffException {
    return LogIndex.of(index)
        .lastAtPosition(position)
        .filter(found -> found.position() == position)
        .isPresent();
  }
}
