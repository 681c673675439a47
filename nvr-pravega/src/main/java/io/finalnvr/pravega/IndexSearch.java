package io.finalnvr.pravega;

import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Search over the slots of an index, whose values increase. Where a value may stand is estimated by
 * those at both ends, because footage is indexed at an even pace; what does not lead on is made up
 * for by halving, so a search takes a logarithm of steps whatever the pace is.
 */
final class IndexSearch {

  /** So few slots are read at once anyway. */
  private static final int FEW = 1_000;

  private static final int MOST_ESTIMATES = 6;

  /** The slots; numbers are absolute, they never change. */
  interface Slots {
    /** The oldest slot. */
    long first();

    /** The slot after the newest. */
    long end();

    /** What a slot holds; empty where it is no index record. */
    Optional<IndexRecord> get(long slot) throws CutOffException;
  }

  private final Slots slots;
  private final ToLongFunction<IndexRecord> value;
  private final long limit;

  /** The newest slot known to be at most the limit, and the oldest known to be above it. */
  private long below;

  private long above;

  private long valueBelow;
  private long valueAbove;
  private int estimatesLeft;

  private IndexSearch(Slots slots, ToLongFunction<IndexRecord> value, long limit) {
    this.slots = slots;
    this.value = value;
    this.limit = limit;
    this.below = slots.first() - 1;
    this.above = slots.end();
  }

  /**
   * The newest slot whose value is at most a limit, or the slot before the first.
   *
   * @param value at most the limit for a number of slots at the start and for none after them
   */
  static long lastAtMost(Slots slots, ToLongFunction<IndexRecord> value, long limit)
      throws CutOffException {
    return new IndexSearch(slots, value, limit).find();
  }

  private long find() throws CutOffException {
    if (above - below > FEW) {
      lookAtTheEnds();
    }
    boolean led = true;
    while (above - below > 1) {
      long width = above - below;
      boolean estimate = led && estimatesLeft > 0 && width > FEW;
      look(estimate ? estimated() : below + width / 2);
      led = !estimate || above - below <= width / 2;
      estimatesLeft -= estimate ? 1 : 0;
    }
    return below;
  }

  private void lookAtTheEnds() throws CutOffException {
    Optional<IndexRecord> first = slots.get(below + 1);
    Optional<IndexRecord> last = slots.get(above - 1);
    if (first.isEmpty() || last.isEmpty()) {
      return; // Nothing to estimate by.
    }
    valueBelow = value.applyAsLong(first.get());
    valueAbove = value.applyAsLong(last.get());
    if (valueBelow > limit) {
      above = below + 1;
    } else if (valueAbove <= limit) {
      below = above - 1;
    } else {
      below++;
      above--;
      estimatesLeft = MOST_ESTIMATES;
    }
  }

  private long estimated() {
    double share = ((double) limit - valueBelow) / ((double) valueAbove - valueBelow);
    long guess = below + (long) (share * (above - below));
    return Math.max(below + 1, Math.min(above - 1, guess));
  }

  /** Looks at a slot, or where it is no index record, at the newest one before it. */
  private void look(long slot) throws CutOffException {
    long probe = slot;
    Optional<IndexRecord> record = slots.get(probe);
    while (record.isEmpty() && probe - 1 > below) {
      record = slots.get(--probe);
    }
    long found = record.map(value::applyAsLong).orElse(Long.MAX_VALUE);
    if (record.isPresent() && found <= limit) {
      below = slot;
      valueBelow = found;
    } else {
      above = probe;
      valueAbove = found;
      estimatesLeft = record.isPresent() ? estimatesLeft : 0;
    }
  }
}
