package io.finalnvr.core.memory;

import io.finalnvr.spi.IndexEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The index of one log, ordered by time. Not thread-safe. */
final class LogIndex {

  private final List<IndexEntry> entries = new ArrayList<>();

  void add(IndexEntry entry) {
    entries.add(entry);
  }

  void clear() {
    entries.clear();
  }

  Optional<IndexEntry> first() {
    return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(0));
  }

  Optional<IndexEntry> last() {
    return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
  }

  Optional<Instant> lastTime() {
    return last().map(IndexEntry::time);
  }

  Optional<IndexEntry> keyAtOrBefore(Instant instant) {
    for (int i = firstAfter(instant) - 1; i >= 0; i--) {
      if (entries.get(i).randomAccess()) {
        return Optional.of(entries.get(i));
      }
    }
    return Optional.empty();
  }

  Optional<IndexEntry> keyAtOrAfter(Instant instant) {
    return entries.subList(firstNotBefore(instant), entries.size()).stream()
        .filter(IndexEntry::randomAccess)
        .findFirst();
  }

  Optional<IndexEntry> atOrBefore(Instant instant) {
    int after = firstAfter(instant);
    return after == 0 ? Optional.empty() : Optional.of(entries.get(after - 1));
  }

  Optional<IndexEntry> atOrAfter(long position) {
    int at = Searches.first(entries, entry -> entry.position() >= position);
    return at == entries.size() ? Optional.empty() : Optional.of(entries.get(at));
  }

  List<IndexEntry> from(Instant from, int limit) {
    int start = firstNotBefore(from);
    int end = (int) Math.min(entries.size(), (long) start + limit);
    return List.copyOf(entries.subList(start, end));
  }

  /** Removes all entries before the newest one not after the cutoff, and returns that one. */
  Optional<IndexEntry> truncateBefore(Instant cutoff) {
    int after = firstAfter(cutoff);
    if (after == 0) {
      return Optional.empty();
    }
    entries.subList(0, after - 1).clear();
    return first();
  }

  private int firstNotBefore(Instant instant) {
    return Searches.first(entries, entry -> !entry.time().isBefore(instant));
  }

  private int firstAfter(Instant instant) {
    return Searches.first(entries, entry -> entry.time().isAfter(instant));
  }
}
