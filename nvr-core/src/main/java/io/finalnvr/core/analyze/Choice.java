package io.finalnvr.core.analyze;

import io.finalnvr.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides what is to be analysed next, of what there is. Pure. */
final class Choice {

  /** A live analysis that was interrupted for longer leaves a hole. */
  static final Duration CATCH_UP = Duration.ofMinutes(10);

  /**
   * What is next.
   *
   * @param from the first instant
   * @param until the first one not any more; empty for live
   * @param continued the run that it goes on with; empty for a new one
   */
  record Piece(Instant from, Optional<Instant> until, Optional<Run> continued) {}

  /**
   * A piece, or why there is none.
   *
   * @param piece empty when all is done, or somebody is at the rest
   * @param busy whether somebody is at the rest
   */
  record Next(Optional<Piece> piece, boolean busy) {}

  private Choice() {}

  /** Of a range: the first piece without a result that nobody is at. */
  static Next range(TimeRange wanted, List<Stretch> known) {
    Instant at = wanted.start();
    boolean busy = false;
    boolean moved = true;
    while (moved && at.isBefore(wanted.end())) {
      moved = false;
      for (Stretch stretch : known) {
        if (!stretch.run().from().isAfter(at) && stretch.reserved().isAfter(at)) {
          busy |= stretch.held() && stretch.end().isBefore(wanted.end());
          at = stretch.reserved();
          moved = true;
        }
      }
    }
    if (!at.isBefore(wanted.end())) {
      return new Next(Optional.empty(), busy);
    }
    Instant from = at;
    Instant end =
        known.stream()
            .map(stretch -> stretch.run().from())
            .filter(begin -> begin.isAfter(from) && begin.isBefore(wanted.end()))
            .min(Comparator.naturalOrder())
            .orElse(wanted.end());
    return new Next(Optional.of(new Piece(from, Optional.of(end), continued(from, known))), busy);
  }

  private static Optional<Run> continued(Instant from, List<Stretch> known) {
    return known.stream()
        .filter(stretch -> !stretch.held() && stretch.end().equals(from))
        .map(Stretch::run)
        .findFirst();
  }

  /**
   * Of live footage: from where it was interrupted lately, else from now on.
   *
   * @param now the newest footage
   */
  static Next live(Instant now, List<Stretch> known) {
    if (known.stream().anyMatch(stretch -> stretch.held() && stretch.reserved().isAfter(now))) {
      return new Next(Optional.empty(), /* busy= */ true);
    }
    Optional<Stretch> newest =
        known.stream()
            .filter(stretch -> !stretch.held() && !stretch.end().isBefore(now.minus(CATCH_UP)))
            .max(Comparator.comparing(Stretch::end));
    Piece piece =
        newest
            .map(stretch -> new Piece(stretch.end(), Optional.empty(), Optional.of(stretch.run())))
            .orElseGet(() -> new Piece(now, Optional.empty(), Optional.empty()));
    return new Next(Optional.of(piece), /* busy= */ false);
  }
}
