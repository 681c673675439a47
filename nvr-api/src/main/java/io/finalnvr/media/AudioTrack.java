package io.finalnvr.media;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * An audio track.
 *
 * @param id number of the track, 1 or more
 * @param codec a codec of kind {@link TrackKind#AUDIO}
 * @param sampleRate samples per second and channel
 * @param channels number of channels
 * @param codecData the decoder configuration that {@link Codec} names (AudioSpecificConfig), empty
 *     where the codec has none; copied on construction, read-only
 */
public record AudioTrack(int id, Codec codec, int sampleRate, int channels, ByteBuffer codecData)
    implements Track {

  /** Checks the arguments and copies {@code codecData}. */
  public AudioTrack {
    Tracks.requireId(id);
    Tracks.requireKind(codec, TrackKind.AUDIO);
    if (sampleRate < 1 || channels < 1) {
      throw new IllegalArgumentException(sampleRate + " Hz, " + channels + " channels");
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
    return TrackKind.AUDIO;
  }

  @Override
  public String toString() {
    return "audio %d: %s %d Hz, %d channels".formatted(id, codec, sampleRate, channels);
  }
}
