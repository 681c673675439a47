package io.finalnvr.core.play;

import io.finalnvr.Gap;
import io.finalnvr.TimeRange;
import java.time.Instant;
import java.util.Optional;

/** Knows why footage is missing. Thread-safe; may block on the store. */
@FunctionalInterface
public interface GapFinder {

  /** Knows nothing; every gap has cause UNKNOWN. */
  GapFinder NONE = (start, end) -> Optional.empty();

  /** The gap that accounts for what is missing between two instants, where it is known. */
  Optional<Gap> between(Instant start, Instant end);

  /** Damaged bytes were passed over where nothing else accounts for what is missing. */
  default void foundDamaged(TimeRange stretch) {}
}
