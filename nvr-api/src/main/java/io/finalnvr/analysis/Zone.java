package io.finalnvr.analysis;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Event;
import java.util.List;

/**
 * A part of the picture with a name: a polygon whose corners are given as parts of the picture's
 * width and height.
 *
 * @param name for people and for searches
 * @param corners 3 to 100 of them, in order; the last is joined to the first
 */
public record Zone(String name, List<Corner> corners) {

  private static final int FEWEST = 3;
  private static final int MOST = 100;

  /**
   * A corner.
   *
   * @param x from 0, left, to 1
   * @param y from 0, top, to 1
   */
  public record Corner(double x, double y) {
    /** Checks the arguments. */
    public Corner {
      if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
        throw new ConfigurationException(
            "a corner at %s, %s lies outside of the picture, which goes from 0 to 1"
                .formatted(x, y));
      }
    }
  }

  /** Checks the arguments and copies the list. */
  public Zone {
    if (name.isBlank()) {
      throw new ConfigurationException("a zone needs a name");
    }
    corners = List.copyOf(corners);
    if (corners.size() < FEWEST || corners.size() > MOST) {
      throw new ConfigurationException(
          "zone %s has %d corners; 3 to 100 are needed".formatted(name, corners.size()));
    }
  }

  /** A rectangle. */
  public static Zone of(String name, Event.Area area) {
    double right = Math.min(1, area.x() + area.width());
    double bottom = Math.min(1, area.y() + area.height());
    return new Zone(
        name,
        List.of(
            new Corner(area.x(), area.y()),
            new Corner(right, area.y()),
            new Corner(right, bottom),
            new Corner(area.x(), bottom)));
  }

  /** Whether a point lies inside, by the even-odd rule. */
  public boolean contains(double x, double y) {
    boolean inside = false;
    Corner before = corners.get(corners.size() - 1);
    for (Corner corner : corners) {
      boolean crosses =
          corner.y() > y != before.y() > y
              && x
                  < (before.x() - corner.x()) * (y - corner.y()) / (before.y() - corner.y())
                      + corner.x();
      inside ^= crosses;
      before = corner;
    }
    return inside;
  }
}
