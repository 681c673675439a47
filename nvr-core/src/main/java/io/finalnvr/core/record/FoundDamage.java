package io.finalnvr.core.record;

import io.finalnvr.TimeRange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Stretches that readers found damaged, the newest of them. Thread-safe. */
final class FoundDamage {

  private static final int MOST = 1_000;

  private final Deque<TimeRange> found = new ArrayDeque<>();

  synchronized void add(TimeRange stretch) {
    found.removeIf(stretch::overlaps);
    found.add(stretch);
    if (found.size() > MOST) {
      found.remove();
    }
  }

  synchronized List<TimeRange> all() {
    return List.copyOf(found);
  }
}
