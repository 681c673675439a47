package io.finalnvr.core.hold;

import io.finalnvr.ConfigurationException;
import java.util.List;

/** Ids of holds, which are the names of their logs. */
final class HoldNames {

  static final String INFIX = ".hold-";

  private HoldNames() {}

  /** An id that no hold of the camera has. */
  static String next(String cameraId, List<HoldEntry> holds) {
    long highest = holds.stream().mapToLong(entry -> number(entry.hold().id())).max().orElse(0);
    return cameraId + INFIX + (highest + 1);
  }

  /** The camera that a hold belongs to. */
  static String cameraId(String id) {
    int dot = id.indexOf(INFIX);
    if (dot <= 0 || number(id) == 0) {
      throw new ConfigurationException(
          "'%s' is no id of a hold; they look like gate.hold-1".formatted(id));
    }
    return id.substring(0, dot);
  }

  private static long number(String id) {
    try {
      return Long.parseLong(id.substring(id.indexOf(INFIX) + INFIX.length()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
