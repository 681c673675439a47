package io.finalnvr.core.play;

import io.finalnvr.SeekMode;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds positions in a footage log: by the index to a key frame not far before, from there record
 * by record, because the index does not hold every key frame. Blocks on the store.
 */
final class Locator {

  private final FrameLog footage;
  private final BooleanSupplier cancelled;

  /**
   * A locator for a log.
   *
   * @param cancelled asked often; true makes a search end with CancellationException
   */
  Locator(FrameLog footage, BooleanSupplier cancelled) {
    this.footage = footage;
    this.cancelled = cancelled;
  }

  /** The newest key frame. */
  Located newest() {
    long tail = footage.tail();
    Optional<IndexEntry> key = footage.last().flatMap(last -> footage.keyAtOrBefore(last.time()));
    long from = key.map(IndexEntry::position).orElseGet(footage::head);
    Located found = new Located.Nothing(from);
    try (FootageReader reader = FootageReader.open(footage, from)) {
      for (FootageRecord r = next(reader, tail); r != null; r = next(reader, tail)) {
        if (r.randomAccess()) {
          found = new Located.Found(r.stored().position(), r.start());
        }
      }
    }
    return found;
  }

  /** The place to begin at for an instant. */
  Located locate(Instant instant, SeekMode mode) {
    Sought sought = seek(instant, mode);
    sought.close();
    return sought.where();
  }

  /** The same, with a reader that stands there where the search has one. */
  Sought seek(Instant instant, SeekMode mode) {
    long tail = footage.tail();
    Optional<IndexEntry> key = footage.keyAtOrBefore(instant);
    while (key.isPresent()) {
      long position = key.get().position();
      Optional<Sought> found =
          walk(
              position,
              (first, reader) -> {
                boolean tooLate =
                    first != null
                        && first.stored().position() == position
                        && first.start().isAfter(instant);
                return tooLate
                    ? Optional.empty()
                    : Optional.of(new Walk(instant, mode, position).from(first, reader, tail));
              },
              tail);
      if (found.isPresent()) {
        return found.get();
      }
      // Decoded before the instant, but shown after it.
      key = footage.keyAtOrBefore(key.get().time().minusNanos(1));
    }
    return footage.first().isPresent()
        ? new Sought(new Located.BeforeOldest(footage.head()))
        : withoutIndex(instant, mode, tail);
  }

  /** The index follows the data; right after the start there are records but no entries. */
  private Sought withoutIndex(Instant instant, SeekMode mode, long tail) {
    long head = footage.head();
    return walk(
            head,
            (first, reader) -> {
              if (first == null) {
                return Optional.of(new Sought(new Located.Nothing(head)));
              }
              return Optional.of(
                  first.start().isAfter(instant)
                      ? new Sought(new Located.BeforeOldest(head))
                      : new Walk(instant, mode, head).from(first, reader, tail));
            },
            tail)
        .orElseThrow();
  }

  private interface Search {
    Optional<Sought> from(@Nullable FootageRecord first, FootageReader reader);
  }

  /** Searches with a reader, which is closed unless it is part of what is found. */
  private Optional<Sought> walk(long position, Search search, long tail) {
    FootageReader reader = FootageReader.open(footage, position);
    Optional<Sought> found = Optional.empty();
    try {
      found = search.from(next(reader, tail), reader);
      return found;
    } finally {
      if (found.flatMap(Sought::reader).isEmpty()) {
        reader.close();
      }
    }
  }

  private @Nullable FootageRecord next(FootageReader reader, long tail) {
    return reader.readBefore(tail, cancelled).orElse(null);
  }

  /** Goes through the records around an instant. */
  private final class Walk {
    private final Instant instant;
    private final SeekMode mode;
    private final long origin;
    private @Nullable FootageRecord previousKey;
    private @Nullable FootageRecord nextKey;
    private @Nullable Instant end;
    private final ReadRecords read = new ReadRecords();

    Walk(Instant instant, SeekMode mode, long origin) {
      this.instant = instant;
      this.mode = mode;
      this.origin = origin;
    }

    Sought from(@Nullable FootageRecord first, FootageReader reader, long tail) {
      boolean passed = false;
      for (FootageRecord r = first; r != null; r = next(reader, tail)) {
        if (!passed && r.start().isAfter(instant) && r.afterHole() && reached(end)) {
          Located gap =
              new Located.InGap(
                  r.stored().position(), end == null ? instant : end, r.start(), r.broken());
          return new Sought(gap, Optional.of(reader.again(List.of(r))));
        }
        keep(r);
        passed = passed || r.isPast(instant.plusNanos(1));
        if (passed && (nextKey != null || !needsNext())) {
          break;
        }
      }
      if (!passed && reached(end)) {
        return new Sought(new Located.AfterNewest(tail, end == null ? instant : end));
      }
      Located chosen = choose(tail);
      return new Sought(chosen, read.from(chosen.position()).map(reader::again));
    }

    private boolean reached(@Nullable Instant end) {
      return end != null && !instant.isBefore(end);
    }

    private void keep(FootageRecord r) {
      if (r.randomAccess() && !r.start().isAfter(instant)) {
        previousKey = r;
        read.forget();
      }
      read.add(r);
      if (r.randomAccess() && nextKey == null && !r.start().isBefore(instant)) {
        nextKey = r;
      }
      end = end == null || r.afterHole() || r.end().isAfter(end) ? r.end() : end;
    }

    private boolean needsNext() {
      return mode == SeekMode.NEXT_KEY || mode == SeekMode.CLOSEST_KEY;
    }

    private Located choose(long tail) {
      if (mode == SeekMode.NEXT_KEY) {
        // Where there is none yet, reading from the tail begins at the next one that comes.
        return new Located.Found(nextKey == null ? tail : nextKey.stored().position(), instant);
      }
      FootageRecord key = previousKey;
      if (mode == SeekMode.CLOSEST_KEY && nextKey != null && (key == null || nextIsNearer(key))) {
        key = nextKey;
      }
      return new Located.Found(key == null ? origin : key.stored().position(), instant);
    }

    private boolean nextIsNearer(FootageRecord key) {
      return nextKey != null
          && Duration.between(instant, nextKey.start())
                  .compareTo(Duration.between(key.start(), instant))
              < 0;
    }
  }
}
