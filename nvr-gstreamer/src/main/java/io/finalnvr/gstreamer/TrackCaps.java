package io.finalnvr.gstreamer;

import io.finalnvr.MediaException;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;

/** What GStreamer is told of a track whose frames it is to decode. */
final class TrackCaps {

  private TrackCaps() {}

  /** Text form of the caps. Throws UNDECODABLE when the track lacks the codec data it needs. */
  static String of(VideoTrack track) {
    return switch (track.codec()) {
      case H264 -> caps(track, "video/x-h264,stream-format=avc,alignment=au") + codecData(track);
      case H265 -> caps(track, "video/x-h265,stream-format=hvc1,alignment=au") + codecData(track);
      case MJPEG -> caps(track, "image/jpeg");
      default ->
          throw new MediaException(
              MediaException.Reason.UNDECODABLE, track.codec() + " can't be decoded to pictures");
    };
  }

  private static String caps(VideoTrack track, String media) {
    return String.format(
        Locale.ROOT, "%s,width=%d,height=%d", media, track.width(), track.height());
  }

  private static String codecData(VideoTrack track) {
    ByteBuffer data = track.codecData();
    if (!data.hasRemaining()) {
      throw new MediaException(
          MediaException.Reason.UNDECODABLE, track + " has no codec data, so it can't be decoded");
    }
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return ",codec_data=(buffer)" + HexFormat.of().formatHex(bytes);
  }
}
