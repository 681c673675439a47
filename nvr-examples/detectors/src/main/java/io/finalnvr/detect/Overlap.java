package io.finalnvr.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says how far boxes overlap, and leaves out those that mean the same object. Pure. */
final class Overlap {

  private Overlap() {}

  /** The part that two boxes have in common, of what they cover together: 0 to 1. */
  static double of(Found a, Found b) {
    double common = common(a, b);
    return common == 0 ? 0 : common / (size(a) + size(b) - common);
  }

  /** The part of the smaller of two boxes that lies in the other: 0 to 1. */
  static double inside(Found a, Found b) {
    double common = common(a, b);
    return common == 0 ? 0 : common / Math.min(size(a), size(b));
  }

  private static double common(Found a, Found b) {
    double width = Math.min(a.right(), b.right()) - Math.max(a.left(), b.left());
    double height = Math.min(a.bottom(), b.bottom()) - Math.max(a.top(), b.top());
    return width <= 0 || height <= 0 ? 0 : width * height;
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
    return suppressed(all, most, 1);
  }

  /**
   * The same, where of a box that lies within another by more than {@code mostInside} only the
   * better one is kept, too.
   */
  static List<Found> suppressed(List<Found> all, double most, double mostInside) {
    List<Found> kept = new ArrayList<>();
    all.stream()
        .sorted(Comparator.comparingDouble(Found::score).reversed())
        .forEach(
            one -> {
              if (kept.size() < 300
                  && kept.stream()
                      .noneMatch(
                          k ->
                              k.kind() == one.kind()
                                  && (of(k, one) > most || inside(k, one) > mostInside))) {
                kept.add(one);
              }
            });
    return kept;
  }
}
