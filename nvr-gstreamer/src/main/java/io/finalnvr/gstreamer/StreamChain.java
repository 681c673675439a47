package io.finalnvr.gstreamer;

import io.finalnvr.media.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The elements that bring a stream into the form that {@link Codec} states. */
final class StreamChain {

  private StreamChain() {}

  /** The codec of an RTP stream as its session description names it, where it can be recorded. */
  static Optional<Codec> codecOf(MediaCaps rtp) {
    String media = rtp.text("media").orElse("");
    return switch (encodingOf(rtp).toUpperCase(Locale.ROOT)) {
      case "H264" -> Optional.of(Codec.H264);
      case "H265" -> Optional.of(Codec.H265);
      case "JPEG" -> Optional.of(Codec.MJPEG);
      case "MPEG4-GENERIC", "MP4A-LATM" ->
          media.equals("audio") ? Optional.of(Codec.AAC) : Optional.empty();
      case "PCMU" -> Optional.of(Codec.PCMU);
      case "PCMA" -> Optional.of(Codec.PCMA);
      case "OPUS" -> Optional.of(Codec.OPUS);
      default -> Optional.empty();
    };
  }

  /** The name of an RTP stream's encoding; the static payload types need none (RFC 3551, 6). */
  static String encodingOf(MediaCaps rtp) {
    return rtp.text("encoding-name")
        .orElseGet(
            () ->
                switch (rtp.number("payload").orElse(-1)) {
                  case 0 -> "PCMU";
                  case 8 -> "PCMA";
                  case 26 -> "JPEG";
                  default -> "?";
                });
  }

  /** From RTP packets to whole access units. */
  static List<MediaElement> ofRtp(MediaCaps rtp, Codec codec) {
    boolean latm = encodingOf(rtp).equalsIgnoreCase("MP4A-LATM");
    List<MediaElement> elements = new ArrayList<>();
    elements.add(
        MediaElement.make(
            switch (codec) {
              case H264 -> "rtph264depay";
              case H265 -> "rtph265depay";
              case MJPEG -> "rtpjpegdepay";
              case AAC -> latm ? "rtpmp4adepay" : "rtpmp4gdepay";
              case PCMU -> "rtppcmudepay";
              case PCMA -> "rtppcmadepay";
              case OPUS -> "rtpopusdepay";
            }));
    // Never Annex B out of the depayloader: it splits key frames that have several slices.
    form(codec).ifPresent(caps -> elements.add(MediaElement.filter(caps)));
    elements.addAll(ofParsed(codec));
    return elements;
  }

  /** From a stream whose access units are known, in whatever form. */
  static List<MediaElement> ofParsed(Codec codec) {
    List<MediaElement> elements = new ArrayList<>();
    switch (codec) {
      case H264 -> elements.add(MediaElement.make("h264parse"));
      case H265 -> elements.add(MediaElement.make("h265parse"));
      case AAC -> elements.add(MediaElement.make("aacparse"));
      case MJPEG, PCMU, PCMA, OPUS -> {}
    }
    (codec == Codec.AAC ? Optional.of("audio/mpeg,stream-format=raw") : form(codec))
        .ifPresent(caps -> elements.add(MediaElement.filter(caps)));
    return elements;
  }

  private static Optional<String> form(Codec codec) {
    return switch (codec) {
      case H264 -> Optional.of("video/x-h264,stream-format=avc,alignment=au");
      case H265 -> Optional.of("video/x-h265,stream-format=hvc1,alignment=au");
      case MJPEG, AAC, PCMU, PCMA, OPUS -> Optional.empty();
    };
  }
}
