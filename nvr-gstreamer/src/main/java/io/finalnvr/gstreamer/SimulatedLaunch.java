package io.finalnvr.gstreamer;

import io.finalnvr.media.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The pipeline that a simulated camera's RTSP server builds, as text. Nothing but numbers and names
 * of ours go into it.
 */
final class SimulatedLaunch {

  static final String VIDEO = "video";
  static final String AUDIO = "audio";

  /** The elements that lose packets when told to; they are put behind the payloaders later. */
  static final List<String> LOSS = List.of("loss0", "loss1");

  static final List<String> PAYLOADERS = List.of("pay0", "pay1");

  static final int AAC_RATE = 48_000;
  static final int G711_RATE = 8_000;

  private static final Pattern PAYLOADER_NAME = Pattern.compile(" name=pay\\d");

  private static final String APPSRC =
      "appsrc name=%s is-live=true format=time max-bytes=0 max-buffers=%d leaky-type=upstream"
          + " caps=\"%s\"";

  private final String text;
  private final List<String> elements;

  private SimulatedLaunch(String text, List<String> elements) {
    this.text = text;
    this.elements = List.copyOf(elements);
  }

  /** The text, in the form that {@code gst_rtsp_media_factory_set_launch} takes. */
  String text() {
    return text;
  }

  /** The elements it needs, to be checked for before. */
  List<String> elements() {
    return elements;
  }

  /**
   * The pipeline for a test pattern.
   *
   * @param has whether an element is installed; where there are alternatives the first one that is
   *     installed is taken
   */
  static SimulatedLaunch pattern(SimulatedSettings settings, Predicate<String> has) {
    String raw =
        String.format(
            Locale.ROOT,
            "video/x-raw,format=I420,width=%d,height=%d,framerate=%d/1",
            settings.width(),
            settings.height(),
            settings.framesPerSecond());
    List<String> branches = new ArrayList<>();
    if (settings.video()) {
      branches.add(chain(source(VIDEO, 4, raw), videoEncoder(settings, has), 0, settings.codec()));
    }
    settings
        .audio()
        .ifPresent(
            audio -> {
              int rate = rate(audio);
              String pcm =
                  "audio/x-raw,format=S16LE,layout=interleaved,channels=1,rate="
                      + Integer.toString(rate);
              branches.add(
                  chain(source(AUDIO, 50, pcm), audioEncoder(audio, has), branches.size(), audio));
            });
    settings
        .firstTimestamp()
        .ifPresent(
            timestamp ->
                branches.replaceAll(
                    branch ->
                        PAYLOADER_NAME
                            .matcher(branch)
                            .replaceFirst(" timestamp-offset=" + timestamp + "$0")));
    return of(branches);
  }

  /** Samples of sound a second. */
  static int rate(Codec audio) {
    return audio == Codec.AAC || audio == Codec.OPUS ? AAC_RATE : G711_RATE;
  }

  /** The pipeline for frames that are encoded already, by their caps. */
  static SimulatedLaunch encoded(List<String> videoCaps, List<String> audioCaps) {
    List<String> branches = new ArrayList<>();
    videoCaps.forEach(caps -> branches.add(encoded(source(VIDEO, 200, caps), caps, 0)));
    audioCaps.forEach(
        caps -> branches.add(encoded(source(AUDIO, 500, caps), caps, branches.size())));
    return of(branches);
  }

  private static String encoded(String source, String caps, int index) {
    Codec codec = MediaCaps.parse(caps).codec().orElseThrow();
    String parser =
        switch (codec) {
          case H264 -> "h264parse";
          case H265 -> "h265parse";
          case MJPEG -> "jpegparse";
          case AAC -> "aacparse";
          case OPUS -> "opusparse";
          case PCMA, PCMU -> "identity silent=true";
        };
    return chain(source, parser, index, codec);
  }

  private static SimulatedLaunch of(List<String> branches) {
    List<String> elements = new ArrayList<>();
    for (String branch : branches) {
      for (String part : branch.split(" ! ")) {
        String element = part.split("[ ,]", 2)[0];
        if (element.indexOf('/') < 0) {
          elements.add(element);
        }
      }
    }
    return new SimulatedLaunch("( " + String.join(" ", branches) + " )", elements);
  }

  private static String chain(String source, String encoder, int index, Codec codec) {
    return String.join(" ! ", source, encoder, payloader(codec) + " name=" + PAYLOADERS.get(index))
        + " identity silent=true name="
        + LOSS.get(index);
  }

  private static String source(String name, int buffers, String caps) {
    return APPSRC.formatted(name, buffers, caps.replace("\"", "\\\""));
  }

  private static String videoEncoder(SimulatedSettings settings, Predicate<String> has) {
    return switch (settings.codec()) {
      case H264 -> h264(settings, has);
      case H265 ->
          String.format(
              Locale.ROOT,
              "x265enc speed-preset=ultrafast %s key-int-max=%d bitrate=%d option-string=%s",
              settings.bFrames() == 0 ? "tune=zerolatency" : "",
              settings.gop(),
              settings.kilobitsPerSecond(),
              "scenecut=0:pools=none:frame-threads=1:log-level=none:b-adapt=0:open-gop=0:bframes="
                  + Integer.toString(settings.bFrames()));
      default -> "jpegenc quality=70";
    };
  }

  private static String h264(SimulatedSettings settings, Predicate<String> has) {
    if (settings.bFrames() == 0 && !has.test("x264enc") && has.test("openh264enc")) {
      return String.format(
          Locale.ROOT,
          "openh264enc complexity=low multi-thread=1 gop-size=%d bitrate=%d",
          settings.gop(),
          settings.kilobitsPerSecond() * 1000);
    }
    return String.format(
        Locale.ROOT,
        "x264enc speed-preset=ultrafast %s threads=1 key-int-max=%d bitrate=%d bframes=%d"
            + " b-adapt=false option-string=scenecut=0%s",
        settings.bFrames() == 0 ? "tune=zerolatency" : "",
        settings.gop(),
        settings.kilobitsPerSecond(),
        settings.bFrames(),
        settings.bFrames() == 0 ? "" : " ! video/x-h264,profile=main");
  }

  private static String audioEncoder(Codec codec, Predicate<String> has) {
    return switch (codec) {
      case PCMA -> "alawenc";
      case PCMU -> "mulawenc";
      case OPUS -> "audioconvert ! opusenc frame-size=20";
      default ->
          !has.test("avenc_aac") && has.test("voaacenc")
              ? "voaacenc bitrate=64000"
              : "audioconvert ! avenc_aac bitrate=64000";
    };
  }

  private static String payloader(Codec codec) {
    return switch (codec) {
      case H264 -> "rtph264pay pt=96 config-interval=-1";
      case H265 -> "rtph265pay pt=96 config-interval=-1";
      case MJPEG -> "rtpjpegpay pt=26";
      case PCMA -> "rtppcmapay pt=8";
      case PCMU -> "rtppcmupay pt=0";
      case OPUS -> "rtpopuspay pt=98";
      default -> "rtpmp4gpay pt=97";
    };
  }
}
