package io.finalnvr;

import java.time.Instant;
import java.util.Objects;

/**
 * A stretch of a camera's footage that retention spares until the hold is released. It begins with
 * the key frame at or before the range's start, so that all of the range can be seen.
 *
 * @param id names it in the store: {@code gate.hold-3}
 * @param cameraId the camera
 * @param range what is held; may reach into the future
 * @param note for people: why; may be empty
 * @param created when
 */
public record Hold(String id, String cameraId, TimeRange range, String note, Instant created) {

  /** Checks the arguments. */
  public Hold {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(cameraId, "cameraId");
    Objects.requireNonNull(note, "note");
    Objects.requireNonNull(created, "created");
    if (!range.start().isBefore(range.end())) {
      throw new ConfigurationException(
          "a hold from %s to %s would hold nothing; the end must come after the start"
              .formatted(range.start(), range.end()));
    }
  }
}
