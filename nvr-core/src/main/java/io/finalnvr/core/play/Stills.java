package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.spi.LogBreak;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Finds the picture before and the one after a place, in the order of showing. Keeps the stretch it
 * stands in, so that going on inside of it reads nothing. Blocks on the store; not thread-safe.
 */
final class Stills {

  private final Stretches stretches;
  private @Nullable Stretch current;

  Stills(Stretches stretches) {
    this.stretches = stretches;
  }

  /** Playing goes on elsewhere. */
  void forget() {
    current = null;
  }

  /** The picture before, or the one sought where that was not shown yet; empty where none is. */
  Optional<Move> previous(Place place) {
    Optional<Stretch> found = standIn(place.time());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Stretch stretch = found.get();
    OptionalInt index = stretch.lastBefore(place.before());
    if (index.isPresent()) {
      Instant shown = stretch.frames().get(index.getAsInt()).time();
      Optional<Gap> gap =
          place.shown() ? stretch.gapBetween(shown, place.time()) : gapAt(stretch, place.time());
      return Optional.of(new Move(stretch, index.getAsInt(), /* backwards= */ true, gap));
    }
    return acrossTheStart(stretch);
  }

  private Optional<Move> acrossTheStart(Stretch later) {
    Optional<LogBreak.Cause> broken = Optional.empty();
    Optional<Stretch> before = stretches.before(later);
    while (before.isPresent() && before.get().isEmpty()) {
      broken = before.get().brokenAfter().or(() -> Optional.of(LogBreak.Cause.DAMAGED));
      before = stretches.before(before.get());
    }
    if (before.isEmpty()) {
      return Optional.empty();
    }
    Optional<Gap> gap = stretches.between(before.get(), later, broken);
    Stretch earlier = gap.isPresent() ? before.get() : before.get().with(later.leading());
    current = earlier;
    OptionalInt index = earlier.lastBefore(later.from());
    return index.isPresent()
        ? Optional.of(new Move(earlier, index.getAsInt(), /* backwards= */ true, gap))
        : Optional.empty();
  }

  /** The picture after, or the one sought where that was not shown yet; empty where none is. */
  Optional<Move> next(Place place) {
    Optional<Stretch> found = standIn(place.time());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Stretch stretch = found.get();
    if (!place.shown() && gapAt(stretch, place.time()).isEmpty()) {
      OptionalInt sought = stretch.lastBefore(place.before());
      if (sought.isPresent()) {
        return Optional.of(
            new Move(stretch, sought.getAsInt(), /* backwards= */ false, Optional.empty()));
      }
    }
    OptionalInt index = stretch.firstAfter(place.time());
    if (index.isEmpty() && stretch.open()) {
      stretch = stretches.again(stretch);
      current = stretch;
      index = stretch.firstAfter(place.time());
    }
    if (index.isPresent()) {
      Instant shown = stretch.frames().get(index.getAsInt()).time();
      return Optional.of(
          new Move(
              stretch,
              index.getAsInt(),
              /* backwards= */ false,
              stretch.gapBetween(place.time(), shown)));
    }
    return acrossTheEnd(stretch, place.time());
  }

  private Optional<Move> acrossTheEnd(Stretch earlier, Instant from) {
    Optional<LogBreak.Cause> broken = Optional.empty();
    Optional<Stretch> after = stretches.after(earlier);
    while (after.isPresent() && after.get().isEmpty()) {
      broken = after.get().brokenAfter().or(() -> Optional.of(LogBreak.Cause.DAMAGED));
      after = stretches.after(after.get());
    }
    if (after.isEmpty()) {
      return Optional.empty();
    }
    Stretch later = after.get();
    Optional<Gap> gap = stretches.between(earlier, later, broken);
    if (gap.isEmpty() && !later.leading().isEmpty()) {
      Stretch longer = earlier.with(later.leading());
      OptionalInt index = longer.firstAfter(from);
      if (index.isPresent()
          && longer.frames().get(index.getAsInt()).time().isBefore(later.from())) {
        current = longer;
        return Optional.of(
            new Move(longer, index.getAsInt(), /* backwards= */ false, Optional.empty()));
      }
    }
    current = later;
    OptionalInt index = later.firstAfter(from);
    return index.isPresent()
        ? Optional.of(new Move(later, index.getAsInt(), /* backwards= */ false, gap))
        : Optional.empty();
  }

  /** The gap that an instant is in, where it is in one behind the stretch or inside of it. */
  private Optional<Gap> gapAt(Stretch stretch, Instant instant) {
    Optional<Gap> inside =
        stretch.gaps().stream().filter(gap -> gap.range().contains(instant)).findFirst();
    if (inside.isPresent() || instant.isBefore(stretch.ends()) || stretch.open()) {
      return inside;
    }
    return stretches
        .after(stretch)
        .flatMap(later -> stretches.between(stretch, later, Optional.empty()))
        .filter(gap -> gap.range().contains(instant));
  }

  private Optional<Stretch> standIn(Instant instant) {
    Stretch now = current;
    boolean inside =
        now != null
            && !instant.isBefore(now.from())
            && now.frames().stream().anyMatch(frame -> !frame.time().isBefore(instant));
    if (!inside) {
      current = stretches.at(instant).map(found -> withLeading(found, instant)).orElse(null);
    }
    return Optional.ofNullable(current);
  }

  /** The instant may be that of a frame that is decoded after the next key frame. */
  private Stretch withLeading(Stretch stretch, Instant instant) {
    boolean beyond = stretch.frames().stream().allMatch(frame -> frame.time().isBefore(instant));
    if (!beyond || !stretch.isReordered()) {
      return stretch;
    }
    return stretches
        .after(stretch)
        .filter(later -> stretches.between(stretch, later, Optional.empty()).isEmpty())
        .map(later -> stretch.with(later.leading()))
        .orElse(stretch);
  }
}
