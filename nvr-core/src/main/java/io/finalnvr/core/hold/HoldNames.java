package io.finalnvr.core.hold;

import io.finalnvr.CameraStream;
import io.finalnvr.ConfigurationException;
import java.util.List;

/** Ids of holds, which are the names of their logs. */
final class HoldNames {

  static final String INFIX = ".hold-";
  private static final String SUB = "." + CameraStream.SUB.word();

  private HoldNames() {}

  /**
   * An id that no hold of the stream has.
   *
   * @param stream what it is called: {@code gate}, {@code gate.sub}
   */
  static String next(String stream, List<HoldEntry> holds) {
    long highest = holds.stream().mapToLong(entry -> number(entry.hold().id())).max().orElse(0);
    return stream + INFIX + (highest + 1);
  }

  /** The camera that a hold belongs to. */
  static String cameraId(String id) {
    String name = streamName(id);
    return stream(id) == CameraStream.SUB ? name.substring(0, name.indexOf('.')) : name;
  }

  /** The stream that a hold belongs to. */
  static CameraStream stream(String id) {
    // The id of a camera has no dot.
    return streamName(id).endsWith(SUB) ? CameraStream.SUB : CameraStream.MAIN;
  }

  private static String streamName(String id) {
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
