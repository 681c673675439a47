package io.finalnvr.pravega;

import io.finalnvr.Breach.Rule;
import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.VerifyListener;
import io.finalnvr.VerifyResult;
import io.finalnvr.pravega.ByteStream.Extent;
import org.jspecify.annotations.Nullable;

/**
 * Walks a log and tells what breaks the rules of the format.
 *
 * <p>Design note: what is wrong with the index alone is told by {@link IndexCursor}, what is wrong
 * with records in their order and their index records by {@link RecordRules}. Here is only the way
 * through the data, and how it goes on where the data is no record.
 */
final class LogVerifier {

  private static final int ATTEMPTS = 5;

  private final String name;
  private final LogStreams log;
  private final VerifyListener listener;
  private final BreachLog breaches;
  private long records;
  private long bytes;
  private long indexRecords;

  LogVerifier(String name, LogStreams log, VerifyListener listener) {
    this.name = name;
    this.log = log;
    this.listener = listener;
    this.breaches = new BreachLog(listener);
  }

  /** Verifies from the index record at or before a timestamp to the one at or after another. */
  VerifyResult verify(long fromTai, long untilTai) {
    long from = fromTai;
    for (int attempt = 1; ; attempt++) {
      try {
        walk(from, untilTai);
        listener.onProgress(1);
        return new VerifyResult(name, records, bytes, indexRecords, breaches.count());
      } catch (CutOffException e) {
        // Retention went past; what is left is verified again, in whole.
        if (attempt == ATTEMPTS) {
          throw new StorageException(Reason.UNAVAILABLE, name + " is being truncated", e);
        }
        records = 0;
        bytes = 0;
        indexRecords = 0;
      }
    }
  }

  private void walk(long fromTai, long untilTai) throws CutOffException {
    // The index first: what it knows then is in the data.
    Extent indexExtent = log.index().extent();
    LogIndex index = LogIndex.of(log.index());
    Extent data = log.data().extent();
    checkIndexExtent(indexExtent);
    long first = Math.max(index.first(), index.slotAtOrBefore(fromTai));
    long end = untilTai == Long.MAX_VALUE ? index.end() : index.slotAtOrAfter(untilTai);
    boolean fromStart = first == 0;
    IndexCursor cursor = new IndexCursor(index, first, end, data, breaches);
    IndexCursor.Slot start = cursor.peek();
    long from = fromStart || start == null ? data.head() : start.record().position();
    long until =
        end == index.end()
            ? data.tail()
            : index.get(end).map(IndexRecord::position).orElse(data.tail());
    if (fromStart && data.head() != 0) {
      breaches.data(data.head(), Rule.HEAD, "data was cut off, the index was not");
    }
    RecordRules rules = new RecordRules(log.index(), breaches, fromStart && from == 0);
    follow(new HeaderWindow(log.data(), data.tail()), cursor, rules, from, Math.max(from, until));
    indexRecords += cursor.seen();
  }

  private void checkIndexExtent(Extent extent) {
    if (extent.head() % IndexRecord.SIZE != 0) {
      breaches.slot(
          extent.head() / IndexRecord.SIZE,
          Rule.HEAD,
          "the index begins at %d, which is no multiple of 20",
          extent.head());
    }
    if (extent.tail() % IndexRecord.SIZE != 0) {
      breaches.slot(extent.tail() / IndexRecord.SIZE, Rule.TORN, "the index ends within a record");
    }
  }

  private void follow(
      HeaderWindow data, IndexCursor cursor, RecordRules rules, long from, long until)
      throws CutOffException {
    long position = from;
    while (position < until) {
      RawHeader header = data.at(position);
      if (header == null || !header.isRecord()) {
        position = passOver(position, until, header, data, cursor);
        rules.broken();
        continue;
      }
      passIndex(cursor, rules, position, header);
      long end = position + header.recordLength();
      if (isTorn(position, end, data, cursor)) {
        position = goOn(position, until, data, cursor);
        rules.broken();
        continue;
      }
      rules.record(position, header, cursor.peek());
      records++;
      bytes += header.recordLength();
      position = end;
      listener.onProgress((double) (position - from) / (until - from));
    }
    @Nullable RawHeader after = data.at(position);
    if (after == null || after.isRecord()) {
      passIndex(cursor, rules, position, after);
    }
  }

  /** Index records that point to where the walk has come. */
  private void passIndex(
      IndexCursor cursor, RecordRules rules, long position, @Nullable RawHeader header)
      throws CutOffException {
    IndexCursor.Slot slot = cursor.peek();
    while (slot != null && slot.record().position() <= position) {
      if (slot.record().position() < position) {
        noRecord(slot);
      } else {
        rules.entry(slot, header);
      }
      cursor.advance();
      slot = cursor.peek();
    }
  }

  private void noRecord(IndexCursor.Slot slot) {
    breaches.slot(
        slot.number(), Rule.INDEX_ENTRY, "no record begins at %d", slot.record().position());
  }

  /** Whether the record is cut off: by the end of the data, or by another that is in the index. */
  private boolean isTorn(long position, long end, HeaderWindow data, IndexCursor cursor)
      throws CutOffException {
    IndexCursor.Slot slot = cursor.peek();
    while (slot != null && slot.record().position() < end) {
      if (data.isRecordOf(slot.record())) {
        breaches.data(
            position,
            Rule.TORN,
            "a record of %d bytes, and another one begins at %d",
            end - position,
            slot.record().position());
        return true;
      }
      noRecord(slot);
      cursor.advance();
      slot = cursor.peek();
    }
    if (end > data.end()) {
      breaches.data(
          position,
          Rule.TORN,
          "a record of %d bytes, of which %d are there",
          end - position,
          data.end() - position);
      return true;
    }
    return false;
  }

  private long passOver(
      long position, long until, @Nullable RawHeader header, HeaderWindow data, IndexCursor cursor)
      throws CutOffException {
    long next = goOn(position, until, data, cursor);
    if (header == null) {
      breaches.data(position, Rule.TORN, "%d bytes at the end are no record", next - position);
    } else {
      breaches.data(
          position,
          Rule.RECORD,
          "no record: type %d, length %d, flags %08x; passed over %d bytes",
          header.type(),
          header.lengthField(),
          header.flags(),
          next - position);
    }
    return next;
  }

  /** Where the next index record points at its record, else the end. */
  private static long goOn(long position, long until, HeaderWindow data, IndexCursor cursor)
      throws CutOffException {
    IndexCursor.Slot slot = cursor.peek();
    while (slot != null) {
      long at = slot.record().position();
      if (at > position && (at == data.end() || data.isRecordOf(slot.record()))) {
        return at;
      }
      cursor.advance();
      slot = cursor.peek();
    }
    return until;
  }
}
