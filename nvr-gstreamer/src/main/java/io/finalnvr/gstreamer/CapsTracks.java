package io.finalnvr.gstreamer;

import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Codec;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Makes tracks of caps. */
final class CapsTracks {

  private static final int SHORTEST_AVCC = 7;
  private static final int SHORTEST_HVCC = 23;
  private static final int SHORTEST_AUDIO_CONFIG = 2;

  private CapsTracks() {}

  /** The track, once the caps tell all that is needed to decode it. */
  static Optional<Track> track(int id, MediaCaps caps) {
    return caps.codec()
        .flatMap(
            codec ->
                codec.kind() == TrackKind.VIDEO ? video(id, codec, caps) : audio(id, codec, caps));
  }

  private static Optional<Track> video(int id, Codec codec, MediaCaps caps) {
    int width = caps.number("width").orElse(0);
    int height = caps.number("height").orElse(0);
    if (width < 1 || height < 1) {
      return Optional.empty();
    }
    if (codec == Codec.MJPEG) {
      return Optional.of(new VideoTrack(id, codec, width, height, ByteBuffer.allocate(0)));
    }
    ByteBuffer codecData = caps.codecData();
    if (codecData.remaining() < (codec == Codec.H264 ? SHORTEST_AVCC : SHORTEST_HVCC)) {
      return Optional.empty();
    }
    return Optional.of(
        new VideoTrack(id, codec, width, height, NalUnits.withFourByteLengths(codec, codecData)));
  }

  private static Optional<Track> audio(int id, Codec codec, MediaCaps caps) {
    int rate = caps.number("rate").orElse(codec == Codec.OPUS ? 48_000 : 0);
    int channels = caps.number("channels").orElse(codec == Codec.AAC ? 0 : 1);
    if (rate < 1 || channels < 1) {
      return Optional.empty();
    }
    ByteBuffer codecData =
        switch (codec) {
          case AAC -> caps.codecData();
          case OPUS -> opusConfig(channels);
          default -> ByteBuffer.allocate(0);
        };
    if (codec == Codec.AAC && codecData.remaining() < SHORTEST_AUDIO_CONFIG) {
      return Optional.empty();
    }
    return Optional.of(new AudioTrack(id, codec, rate, channels, codecData));
  }

  /** RTP says no more of Opus than the number of channels, one or two: mapping family 0. */
  private static ByteBuffer opusConfig(int channels) {
    return ByteBuffer.allocate(11)
        .put((byte) 0)
        .put((byte) channels)
        .putShort((short) 0)
        .putInt(48_000)
        .putShort((short) 0)
        .put((byte) 0)
        .flip();
  }
}
