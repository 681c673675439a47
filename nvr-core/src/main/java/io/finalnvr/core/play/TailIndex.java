package io.finalnvr.core.play;

import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The index of a log together with what it does not tell yet: it follows the data by a moment, so
 * the newest records are looked at themselves. Those that come later are not in it.
 */
final class TailIndex {

  private final FrameLog footage;
  private final List<IndexEntry> coming;

  private TailIndex(FrameLog footage, List<IndexEntry> coming) {
    this.footage = footage;
    this.coming = coming;
  }

  /**
   * For what is at or before an instant; reads records only where the index ends before it. Blocks
   * on the store.
   */
  static TailIndex upTo(Instant instant, FrameLog footage, BooleanSupplier cancelled) {
    Optional<IndexEntry> last = footage.last();
    boolean told = last.filter(entry -> entry.time().isAfter(instant)).isPresent();
    return new TailIndex(footage, told ? List.of() : entriesAfter(last, footage, cancelled));
  }

  private static List<IndexEntry> entriesAfter(
      Optional<IndexEntry> last, FrameLog footage, BooleanSupplier cancelled) {
    long tail = footage.tail();
    long told = last.map(IndexEntry::position).orElse(-1L);
    boolean closed = last.filter(e -> !e.randomAccess() && !e.discontinuity()).isPresent();
    long from =
        last.flatMap(entry -> footage.keyAtOrBefore(entry.time()))
            .map(IndexEntry::position)
            .orElseGet(footage::head);
    List<IndexEntry> entries = new ArrayList<>();
    try (FootageReader reader = FootageReader.open(footage, from)) {
      Instant end = Instant.MAX;
      for (Optional<FootageRecord> next = reader.readBefore(tail, cancelled);
          next.isPresent();
          next = reader.readBefore(tail, cancelled)) {
        FootageRecord record = next.get();
        long position = record.stored().position();
        if (position > told && record.afterHole() && end.isBefore(record.time())) {
          entries.add(new IndexEntry(end, position, false, false));
        }
        boolean isNew = position > told || closed && position == told;
        if (isNew && (record.randomAccess() || record.afterHole())) {
          entries.add(
              new IndexEntry(record.time(), position, record.randomAccess(), record.afterHole()));
        }
        end = record.end();
      }
    }
    return entries;
  }

  /** The newest key frame not after an instant. */
  Optional<IndexEntry> keyAtOrBefore(Instant instant) {
    return Stream.concat(
            footage.keyAtOrBefore(instant).stream(),
            keys().filter(entry -> !entry.time().isAfter(instant)))
        .max(Comparator.comparing(IndexEntry::time));
  }

  /** The oldest key frame not before an instant. */
  Optional<IndexEntry> keyAtOrAfter(Instant instant) {
    return Stream.concat(
            footage.keyAtOrAfter(instant).stream(),
            keys().filter(entry -> !entry.time().isBefore(instant)))
        .min(Comparator.comparing(IndexEntry::time));
  }

  /**
   * The entries after one instant up to another, in order.
   *
   * @param limit how many are looked at
   */
  List<IndexEntry> between(Instant after, Instant until, int limit) {
    TreeMap<Instant, IndexEntry> found = new TreeMap<>();
    Stream.concat(coming.stream(), footage.entries(after, limit).stream())
        .filter(entry -> entry.time().isAfter(after) && !entry.time().isAfter(until))
        .forEach(entry -> found.put(entry.time(), entry));
    return List.copyOf(found.values());
  }

  private Stream<IndexEntry> keys() {
    return coming.stream().filter(IndexEntry::randomAccess);
  }
}
