package io.finalnvr.detect;

import io.finalnvr.Event;
import java.util.Optional;

/**
 * An object in one picture. Its box is given by edges, as parts of the picture's width and height,
 * and may reach out of it.
 *
 * @param kind number of its class
 * @param score from 0 to 1
 */
record Found(int kind, double score, double left, double top, double right, double bottom) {

  /** The part of the box in the picture; empty when there is none. */
  Optional<Event.Area> area() {
    double x = clip(left);
    double y = clip(top);
    double width = clip(right) - x;
    double height = clip(bottom) - y;
    return width > 0 && height > 0
        ? Optional.of(new Event.Area(x, y, width, height))
        : Optional.empty();
  }

  private static double clip(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
