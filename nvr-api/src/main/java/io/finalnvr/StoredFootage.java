package io.finalnvr;

import java.time.Instant;
import java.util.Optional;

/**
 * What a {@link RetentionPolicy} may ask about a camera's footage. Answers cost O(log n) reads of
 * the index and are precise to one entry of it; they may block on the store.
 */
public interface StoredFootage {

  /** From the oldest index entry to the newest; empty where there is no footage. */
  Optional<TimeRange> range();

  /** Bytes of the footage in the store. Held footage that was cut before does not count. */
  long bytes();

  /**
   * The oldest instant from which on there are at most so many bytes; where even what follows the
   * newest index entry is more, the instant of that entry. Empty where there is no footage.
   */
  Optional<Instant> startOfNewest(long bytes);
}
