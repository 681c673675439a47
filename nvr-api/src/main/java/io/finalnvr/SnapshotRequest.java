package io.finalnvr;

import io.finalnvr.media.PictureFormat;
import io.finalnvr.media.PictureSize;
import java.time.Instant;
import java.util.Objects;

/**
 * Which picture to take. An immutable value.
 *
 * @param at the instant
 * @param format of the picture
 * @param size of the picture
 * @param quality of a JPEG, 1 to 100; without meaning for a PNG
 * @param nearestKey whether the key frame nearest to the instant will do, which is cheaper; else
 *     the frame shown at the instant is taken, exactly
 * @param stream of which stream of the camera
 */
public record SnapshotRequest(
    Instant at,
    PictureFormat format,
    PictureSize size,
    int quality,
    boolean nearestKey,
    CameraStream stream) {

  private static final int QUALITY = 85;
  private static final int THUMBNAIL_QUALITY = 70;

  /** Checks the arguments. */
  public SnapshotRequest {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(size, "size");
    Objects.requireNonNull(stream, "stream");
    if (quality < 1 || quality > 100) {
      throw new ConfigurationException("quality " + quality + "; it goes from 1 to 100");
    }
  }

  /** Exactly the frame shown at an instant, as a JPEG of quality 85 in full size. */
  public static SnapshotRequest at(Instant instant) {
    return new SnapshotRequest(
        instant,
        PictureFormat.JPEG,
        PictureSize.ORIGINAL,
        QUALITY,
        /* nearestKey= */ false,
        CameraStream.MAIN);
  }

  /** The key frame nearest to an instant, as a small JPEG at most so wide: cheap, for timelines. */
  public static SnapshotRequest thumbnail(Instant instant, int maxWidth) {
    return new SnapshotRequest(
        instant,
        PictureFormat.JPEG,
        PictureSize.within(maxWidth, 0),
        THUMBNAIL_QUALITY,
        /* nearestKey= */ true,
        CameraStream.MAIN);
  }

  /** The same in another format. */
  public SnapshotRequest format(PictureFormat format) {
    return new SnapshotRequest(at, format, size, quality, nearestKey, stream);
  }

  /** The same in another size. */
  public SnapshotRequest size(PictureSize size) {
    return new SnapshotRequest(at, format, size, quality, nearestKey, stream);
  }

  /** The same with another quality. */
  public SnapshotRequest quality(int quality) {
    return new SnapshotRequest(at, format, size, quality, nearestKey, stream);
  }

  /** The same of another stream of the camera. */
  public SnapshotRequest stream(CameraStream other) {
    return new SnapshotRequest(at, format, size, quality, nearestKey, other);
  }
}
