package io.finalnvr.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says how far boxes overlap, and leaves out those that mean the same object. Pure. */
final class Overlap {

  private Overlap() {}

  /** The part that two boxes have in common, of what they cover together: 0 to 1. */
  static double of(Found a, Found b) {
    double width = Math.min(a.right(), b.right()) - Math.max(a.left(), b.left());
    double height = Math.min(a.bottom(), b.bottom()) - Math.max(a.top(), b.top());
    if (width <= 0 || height <= 0) {
      return 0;
    }
    double common = width * height;
    return common / (size(a) + size(b) - common);
  }

  private static double size(Found box) {
    return (box.right() - box.left()) * (box.bottom() - box.top());
  }

  /**
   * Of boxes of one kind that overlap by more than {@code most}, the one with the best score.
   *
   * @return by score, 300 at the most
   */
  static List<Found> suppressed(List<Found> all, double most) {
    List<Found> kept = new ArrayList<>();
    all.stream()
        .sorted(Comparator.comparingDouble(Found::score).reversed())
        .forEach(
            one -> {
              if (kept.size() < 300
                  && kept.stream().noneMatch(k -> k.kind() == one.kind() && of(k, one) > most)) {
                kept.add(one);
              }
            });
    return kept;
  }
}
