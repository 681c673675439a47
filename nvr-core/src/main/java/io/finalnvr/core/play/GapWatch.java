package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.GapCause;
import io.finalnvr.TimeRange;
import io.finalnvr.spi.LogBreak;
import java.time.Instant;
import java.util.Optional;

/** Notices what is missing between records that are read in order. Not thread-safe. */
final class GapWatch {

  private final GapFinder finder;
  private Optional<Instant> end = Optional.empty();
  private Optional<Instant> asked = Optional.empty();

  GapWatch(GapFinder finder) {
    this.finder = finder;
  }

  /** Reading goes on elsewhere. */
  void restart(Located where) {
    end = Optional.empty();
    asked = Optional.empty();
    if (where instanceof Located.InGap gap) {
      end = Optional.of(gap.start());
    } else if (where instanceof Located.Found found) {
      asked = Optional.of(found.instant());
    }
  }

  /** Takes the next record; gives the gap right before it. */
  Optional<Gap> take(FootageRecord record) {
    Instant start = record.start();
    Optional<Instant> from = record.afterHole() ? end : Optional.empty();
    if (from.isEmpty() && record.broken().isPresent()) {
      from = asked.filter(start::isAfter);
    }
    boolean later = end.isPresent() && !record.afterHole() && end.get().isAfter(record.end());
    end = Optional.of(later ? end.get() : record.end());
    asked = Optional.empty();
    return from.map(f -> gap(f.isBefore(start) ? f : start, start, record.broken()));
  }

  /** The gap that an instant was found in. */
  Gap describe(Located.InGap where) {
    return gap(where.start(), where.end(), where.broken());
  }

  /** A record that a crash tore stands in the gap that the crash left. */
  private static boolean covers(Gap known, Instant from, Instant to) {
    return !known.range().start().isAfter(from) && !known.range().end().isBefore(to);
  }

  private Gap damaged(Instant from, Instant to) {
    finder.foundDamaged(new TimeRange(from, to));
    return Gap.of(from, to, GapCause.DAMAGED, "damaged bytes were passed over");
  }

  /** What is missing between two instants. */
  Gap gap(Instant from, Instant to, Optional<LogBreak.Cause> broken) {
    if (broken.isPresent()) {
      return switch (broken.get()) {
        case DAMAGED ->
            finder
                .between(from, to)
                .filter(known -> covers(known, from, to))
                .orElseGet(() -> damaged(from, to));
        case TRUNCATED -> Gap.of(from, to, GapCause.RETENTION, "removed while it was read");
      };
    }
    return finder.between(from, to).orElseGet(() -> Gap.of(from, to, GapCause.UNKNOWN, ""));
  }
}
