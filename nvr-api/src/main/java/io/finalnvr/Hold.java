package io.finalnvr;

import java.time.Instant;
import java.util.Objects;

/**
 * A stretch of the footage of one stream of a camera that retention spares until the hold is
 * released. It begins with the key frame at or before the range's start, so that all of the range
 * can be seen.
 *
 * @param id names it in the store: {@code gate.hold-3}, {@code gate.sub.hold-1}
 * @param cameraId the camera
 * @param stream which of its streams; the other one is not held
 * @param range what is held; may reach into the future
 * @param note for people: why; may be empty
 * @param created when
 */
public record Hold(
    String id,
    String cameraId,
    CameraStream stream,
    TimeRange range,
    String note,
    Instant created) {

  /** Checks the arguments. */
  public Hold {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(cameraId, "cameraId");
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(note, "note");
    Objects.requireNonNull(created, "created");
    if (!range.start().isBefore(range.end())) {
      throw new ConfigurationException(
          "a hold from %s to %s would hold nothing; the end must come after the start"
              .formatted(range.start(), range.end()));
    }
  }
}
