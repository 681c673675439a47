package io.finalnvr;

import java.time.Instant;
import java.util.Objects;

/**
 * A name for an instant or a stretch of a camera's footage. Keeps nothing from being removed; see
 * {@link Hold} for that.
 *
 * @param id names it in the store: {@code gate.bookmark-3}
 * @param cameraId the camera
 * @param range what is named; an instant where start and end are the same
 * @param name for people
 * @param created when
 */
public record Bookmark(String id, String cameraId, TimeRange range, String name, Instant created) {

  /** Checks the arguments. */
  public Bookmark {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(cameraId, "cameraId");
    Objects.requireNonNull(range, "range");
    Objects.requireNonNull(created, "created");
    if (name.isBlank()) {
      throw new ConfigurationException("a bookmark needs a name");
    }
  }
}
