package io.finalnvr.gstreamer;

import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.Codec;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the frames of a track become the packets that browsers understand (RFC 7742, RFC 7874). */
final class RtpChain {

  /** RTP timestamps of pictures are this many a second. */
  static final int VIDEO_RATE = 90_000;

  private static final int OPUS_RATE = 48_000;
  private static final int G711_RATE = 8_000;

  private RtpChain() {}

  /** Why a track can't be sent; empty when it can. */
  static Optional<String> refusal(Track track) {
    if (track instanceof VideoTrack video) {
      return video.codec() == Codec.H264
          ? Optional.empty()
          : Optional.of("browsers take H.264 by WebRTC, and the camera sends " + name(video));
    }
    if (track instanceof AudioTrack audio) {
      boolean g711 = audio.codec() == Codec.PCMU || audio.codec() == Codec.PCMA;
      return g711 && (audio.sampleRate() != G711_RATE || audio.channels() != 1)
          ? Optional.of("browsers take G.711 by WebRTC at 8000 Hz only")
          : Optional.empty();
    }
    return Optional.of("neither picture nor sound");
  }

  private static String name(VideoTrack video) {
    return switch (video.codec()) {
      case H265 -> "H.265";
      case MJPEG -> "Motion JPEG";
      default -> video.codec().name();
    };
  }

  /** The elements from access units to packets, behind an appsrc. */
  static List<MediaElement> of(Track track, long timestampOffset) {
    return switch (codec(track)) {
      case H264 ->
          List.of(
              payloader("rtph264pay", 96, timestampOffset)
                  .set("config-interval", -1)
                  .set("aggregate-mode", "zero-latency"),
              packets("video", "H264", 96, VIDEO_RATE, ""));
      case AAC ->
          List.of(
              MediaElement.make("avdec_aac"),
              MediaElement.make("audioconvert"),
              MediaElement.make("audioresample"),
              MediaElement.filter("audio/x-raw,rate=48000,channels=[1,2]"),
              MediaElement.make("opusenc").set("frame-size", "10"),
              payloader("rtpopuspay", 97, timestampOffset),
              packets("audio", "OPUS", 97, OPUS_RATE, ",encoding-params=(string)2"));
      case OPUS ->
          List.of(
              payloader("rtpopuspay", 97, timestampOffset),
              packets("audio", "OPUS", 97, OPUS_RATE, ",encoding-params=(string)2"));
      case PCMU ->
          List.of(
              payloader("rtppcmupay", 0, timestampOffset),
              packets("audio", "PCMU", 0, G711_RATE, ""));
      case PCMA ->
          List.of(
              payloader("rtppcmapay", 8, timestampOffset),
              packets("audio", "PCMA", 8, G711_RATE, ""));
      default -> throw new IllegalArgumentException(track + " can't be sent");
    };
  }

  private static Codec codec(Track track) {
    return track instanceof VideoTrack video ? video.codec() : ((AudioTrack) track).codec();
  }

  private static MediaElement payloader(String factory, int type, long timestampOffset) {
    return MediaElement.make(factory).set("pt", type).set("timestamp-offset", timestampOffset);
  }

  private static MediaElement packets(
      String media, String encoding, int type, int rate, String more) {
    return MediaElement.filter(
        "application/x-rtp,media=%s,encoding-name=%s,payload=%d,clock-rate=%d%s"
            .formatted(media, encoding, type, rate, more));
  }

  /** What is told of the access units. */
  static String caps(Track track) {
    if (track instanceof VideoTrack video) {
      return TrackCaps.of(video);
    }
    AudioTrack audio = (AudioTrack) track;
    return switch (audio.codec()) {
      case AAC ->
          caps("audio/mpeg,mpegversion=4,stream-format=raw", audio)
              + ",codec_data=(buffer)"
              + HexFormat.of().formatHex(bytes(audio.codecData()));
      case PCMU -> caps("audio/x-mulaw", audio);
      case PCMA -> caps("audio/x-alaw", audio);
      case OPUS -> "audio/x-opus,channel-mapping-family=0,rate=48000,channels=" + audio.channels();
      default -> throw new IllegalArgumentException(track + " is no sound");
    };
  }

  private static String caps(String media, AudioTrack audio) {
    return String.format(
        Locale.ROOT, "%s,rate=%d,channels=%d", media, audio.sampleRate(), audio.channels());
  }

  private static byte[] bytes(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return bytes;
  }
}
