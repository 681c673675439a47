package io.finalnvr.core.memory;

import io.finalnvr.Breach;
import io.finalnvr.Breach.Part;
import io.finalnvr.Breach.Rule;
import io.finalnvr.VerifyListener;
import io.finalnvr.VerifyResult;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.StoredFrame;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the index of a log in memory with its records. For one use. */
final class LogCheck {

  private final String name;
  private final Instant from;
  private final Instant until;
  private final VerifyListener listener;
  private long breaches;

  LogCheck(String name, Instant from, Instant until, VerifyListener listener) {
    this.name = name;
    this.from = from;
    this.until = until;
    this.listener = listener;
  }

  VerifyResult run(List<StoredFrame> allRecords, List<IndexEntry> index, long tail) {
    List<IndexEntry> entries = index.stream().filter(entry -> isWithin(entry.time())).toList();
    List<StoredFrame> records =
        allRecords.stream().filter(record -> isWithin(record.time())).toList();
    Map<Long, StoredFrame> byPosition =
        allRecords.stream().collect(Collectors.toMap(StoredFrame::position, Function.identity()));
    @Nullable IndexEntry before = null;
    for (IndexEntry entry : entries) {
      if (before != null && !entry.time().isAfter(before.time())) {
        breach(Part.INDEX, entry.position(), Rule.INDEX_ORDER, entry + " after " + before);
      }
      StoredFrame record = byPosition.get(entry.position());
      boolean closes = !entry.randomAccess() && (record == null || record.discontinuity());
      boolean fits =
          record == null
              ? entry.position() == tail
              : record.time().equals(entry.time()) && record.randomAccess() == entry.randomAccess();
      if (!fits && !closes) {
        breach(Part.INDEX, entry.position(), Rule.INDEX_ENTRY, entry + " is not that of a record");
      }
      before = entry;
    }
    long bytes = 0;
    for (StoredFrame record : records) {
      bytes += LogData.after(record) - record.position();
    }
    listener.onProgress(1);
    return new VerifyResult(name, records.size(), bytes, entries.size(), breaches);
  }

  private boolean isWithin(Instant time) {
    return !time.isBefore(from) && time.isBefore(until);
  }

  private void breach(Part part, long position, Rule rule, String detail) {
    breaches++;
    listener.onBreach(new Breach(part, position, rule, detail));
  }
}
