package io.finalnvr;

import io.finalnvr.media.PictureFormat;
import java.time.Instant;
import java.util.Objects;

/**
 * Which picture to take.
 *
 * @param at the instant; the frame shown then is taken
 * @param format of the picture
 * @param maxWidth the picture is scaled down to this width, keeping its shape; 0 keeps the size
 */
public record SnapshotRequest(Instant at, PictureFormat format, int maxWidth) {

  /** Checks the arguments. */
  public SnapshotRequest {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(format, "format");
    if (maxWidth < 0) {
      throw new ConfigurationException("maxWidth " + maxWidth + "; it must not be negative");
    }
  }

  /** A JPEG in full size. */
  public static SnapshotRequest at(Instant instant) {
    return new SnapshotRequest(instant, PictureFormat.JPEG, 0);
  }
}
