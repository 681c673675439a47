package io.finalnvr.pravega;

import java.util.Optional;
import java.util.function.Predicate;

/** Binary search over the slots of an index. */
final class IndexSearch {

  private IndexSearch() {}

  /** The slots; numbers are absolute, they never change. */
  interface Slots {
    /** The oldest slot. */
    long first();

    /** The slot after the newest. */
    long end();

    /** What a slot holds; empty where it is no index record. */
    Optional<IndexRecord> get(long slot) throws CutOffException;
  }

  /**
   * The newest slot for which a condition holds, or the slot before the first.
   *
   * @param condition holds for a number of slots at the start and for none after them
   */
  static long lastWhere(Slots slots, Predicate<IndexRecord> condition) throws CutOffException {
    long below = slots.first() - 1;
    long above = slots.end();
    while (above - below > 1) {
      long middle = below + (above - below) / 2;
      long probe = middle;
      Optional<IndexRecord> record = slots.get(probe);
      while (record.isEmpty() && probe - 1 > below) {
        record = slots.get(--probe);
      }
      if (record.isPresent() && condition.test(record.get())) {
        below = middle;
      } else {
        above = probe;
      }
    }
    return below;
  }
}
