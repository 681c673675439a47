package io.finalnvr;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * The second stream of a camera, recorded beside the main one: small enough to show many cameras at
 * once, or to be kept for longer.
 *
 * @param uri where it is; the camera's credentials and other settings hold for it too
 * @param schedule when it is recorded; empty for the times of the main stream
 * @param retention how much of it is kept; empty for as much as of the main stream. Holds keep the
 *     main stream only
 */
public record SubStream(
    URI uri, Optional<RecordingSchedule> schedule, Optional<RetentionPolicy> retention) {

  /** Checks the arguments. */
  public SubStream {
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(retention, "retention");
  }

  /** Recorded and kept as the main stream. */
  public static SubStream at(URI uri) {
    return new SubStream(uri, Optional.empty(), Optional.empty());
  }

  /** The same with a schedule of its own. */
  public SubStream schedule(RecordingSchedule own) {
    return new SubStream(uri, Optional.of(own), retention);
  }

  /** The same with a retention policy of its own. */
  public SubStream retention(RetentionPolicy own) {
    return new SubStream(uri, schedule, Optional.of(own));
  }
}
