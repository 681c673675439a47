package io.finalnvr.core.memory;

import java.util.List;
import java.util.function.Predicate;

/** Binary search. */
final class Searches {

  private Searches() {}

  /** Place of the first element that is past a border, the size of the list where none is. */
  static <T> int first(List<T> sorted, Predicate<T> pastBorder) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (pastBorder.test(sorted.get(middle))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
