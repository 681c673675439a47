package io.finalnvr.gstreamer;

import io.finalnvr.media.Codec;
import java.util.ArrayList;
import java.util.List;

/** The elements that decode a video codec. */
final class DecoderChain {

  private DecoderChain() {}

  /** Their names; where there are alternatives, the first one that is installed. */
  static List<String> names(Codec codec) {
    return switch (codec) {
      case H264 -> List.of("h264parse", firstInstalled("avdec_h264", "openh264dec"));
      case H265 -> List.of("h265parse", firstInstalled("avdec_h265", "libde265dec"));
      default -> List.of("jpegdec");
    };
  }

  private static String firstInstalled(String best, String other) {
    return !GStreamer.has(best) && GStreamer.has(other) ? other : best;
  }

  /** New elements, one thread each; what is damaged is left out rather than shown. */
  static List<MediaElement> make(Codec codec) {
    List<MediaElement> elements = new ArrayList<>();
    for (String name : names(codec)) {
      elements.add(
          MediaElement.make(name).setIfKnown("max-threads", 1).setIfKnown("output-corrupt", false));
    }
    return elements;
  }
}
