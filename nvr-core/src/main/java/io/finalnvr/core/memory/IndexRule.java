package io.finalnvr.core.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides which records get an index entry. */
final class IndexRule {

  private static final Duration BETWEEN_KEYS = Duration.ofMillis(500);
  private static final Duration BETWEEN_ANY = Duration.ofSeconds(10);

  private IndexRule() {}

  /**
   * Whether a record is indexed.
   *
   * @param last time of the newest index entry
   */
  static boolean indexes(Optional<Instant> last, Instant time, boolean randomAccess) {
    if (last.isEmpty()) {
      return true;
    }
    Duration passed = Duration.between(last.get(), time);
    return passed.compareTo(BETWEEN_ANY) > 0
        || (randomAccess && passed.compareTo(BETWEEN_KEYS) >= 0);
  }
}
