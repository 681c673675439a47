package io.finalnvr.core.hold;

import io.finalnvr.TimeRange;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A stretch that was cut from the footage and is read from the copy of a hold.
 *
 * @param entry the hold
 * @param log its copy
 * @param from position in the footage at which it begins
 * @param to position in the footage at which it ends
 */
record HeldPart(HoldEntry entry, FrameLog log, long from, long to) {

  /** The parts before the head of the footage, ordered, without overlap. */
  static List<HeldPart> of(List<HeldPart> copies, long head) {
    List<HeldPart> sorted = new ArrayList<>(copies);
    sorted.sort(Comparator.comparingLong(HeldPart::from).thenComparing(HeldPart::to));
    List<HeldPart> parts = new ArrayList<>();
    long end = 0;
    for (HeldPart copy : sorted) {
      long from = Math.max(copy.from, end);
      long to = Math.min(copy.to, head);
      if (from < to) {
        parts.add(new HeldPart(copy.entry, copy.log, from, to));
        end = to;
      }
    }
    return parts;
  }

  /** Times of the copy from its first record to its end. */
  TimeRange times() {
    Copied copied = entry.copied().orElseThrow();
    return new TimeRange(
        copied.from(), copied.to().isBefore(copied.from()) ? copied.from() : copied.to());
  }

  boolean contains(long position) {
    return position >= from && position < to;
  }

  /** Entries of the index with the positions of the footage, as far as they lie in the part. */
  Optional<IndexEntry> inside(Optional<IndexEntry> found) {
    return found.map(this::mapped).filter(mapped -> contains(mapped.position()));
  }

  List<IndexEntry> entries(Instant since, int limit) {
    return log.entries(since, limit).stream()
        .map(this::mapped)
        .filter(mapped -> contains(mapped.position()))
        .toList();
  }

  private IndexEntry mapped(IndexEntry found) {
    return new IndexEntry(
        found.time(),
        entry.source(found.position()),
        found.randomAccess(),
        entry.anchorAt(found.position()).map(Anchor::discontinuity).orElse(found.discontinuity()));
  }
}
