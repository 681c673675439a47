package io.finalnvr.media;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A video track.
 *
 * @param id number of the track, 1 or more
 * @param codec a codec of kind {@link TrackKind#VIDEO}
 * @param width of the coded picture, pixels
 * @param height of the coded picture, pixels
 * @param codecData the decoder configuration that {@link Codec} names (avcC, hvcC), empty where the
 *     codec has none; copied on construction, read-only
 */
public record VideoTrack(int id, Codec codec, int width, int height, ByteBuffer codecData)
    implements Track {

  /** Checks the arguments and copies {@code codecData}. */
  public VideoTrack {
    Tracks.requireId(id);
    Tracks.requireKind(codec, TrackKind.VIDEO);
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("picture size " + width + "x" + height);
    }
    codecData = Tracks.copy(Objects.requireNonNull(codecData, "codecData"));
  }

  /** A read-only view of the decoder configuration, position 0. */
  @Override
  public ByteBuffer codecData() {
    return codecData.duplicate();
  }

  @Override
  public TrackKind kind() {
    return TrackKind.VIDEO;
  }

  @Override
  public String toString() {
    return "video %d: %s %dx%d".formatted(id, codec, width, height);
  }
}
