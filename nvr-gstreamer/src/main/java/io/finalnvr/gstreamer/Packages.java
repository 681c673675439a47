package io.finalnvr.gstreamer;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which Debian or Ubuntu package holds which GStreamer element. */
final class Packages {

  private static final String BASE = "gstreamer1.0-plugins-base";
  private static final String GOOD = "gstreamer1.0-plugins-good";
  private static final String BAD = "gstreamer1.0-plugins-bad";

  /** What cameras, decoding, WebRTC and the simulated camera need together. */
  private static final String ALL =
      String.join(
          " ",
          "libgstreamer1.0-0",
          BASE,
          GOOD,
          BAD,
          "gstreamer1.0-plugins-ugly",
          "gstreamer1.0-libav",
          "gstreamer1.0-nice",
          "gstreamer1.0-x",
          "libgstrtspserver-1.0-0");

  /** By the beginning of the element's name; what is not listed is in plugins-good. */
  private static final Map<String, String> BY_PREFIX =
      Map.ofEntries(
          Map.entry("avdec_", "gstreamer1.0-libav"),
          Map.entry("avenc_", "gstreamer1.0-libav"),
          Map.entry("x264enc", "gstreamer1.0-plugins-ugly"),
          Map.entry("nice", "gstreamer1.0-nice"),
          Map.entry("clockoverlay", "gstreamer1.0-x"),
          Map.entry("timeoverlay", "gstreamer1.0-x"),
          Map.entry("textoverlay", "gstreamer1.0-x"),
          Map.entry("ximagesink", "gstreamer1.0-x"),
          Map.entry("xvimagesink", "gstreamer1.0-x"),
          Map.entry("glimagesink", "gstreamer1.0-gl"),
          Map.entry("app", BASE),
          Map.entry("audioconvert", BASE),
          Map.entry("audioresample", BASE),
          Map.entry("audiotestsrc", BASE),
          Map.entry("decodebin", BASE),
          Map.entry("opusenc", BASE),
          Map.entry("parsebin", BASE),
          Map.entry("video", BASE),
          Map.entry("videobox", GOOD),
          Map.entry("videocrop", GOOD),
          Map.entry("h264", BAD),
          Map.entry("h265", BAD),
          Map.entry("jpegparse", BAD),
          Map.entry("openh264", BAD),
          Map.entry("opusparse", BAD),
          Map.entry("tsdemux", BAD),
          Map.entry("dtls", BAD),
          Map.entry("srtp", BAD),
          Map.entry("webrtc", BAD),
          Map.entry("x265enc", BAD),
          Map.entry("voaacenc", BAD),
          Map.entry("libde265dec", BAD),
          Map.entry("capsfilter", "libgstreamer1.0-0"),
          Map.entry("fakesink", "libgstreamer1.0-0"),
          Map.entry("filesrc", "libgstreamer1.0-0"),
          Map.entry("identity", "libgstreamer1.0-0"),
          Map.entry("queue", "libgstreamer1.0-0"));

  private Packages() {}

  static String libraryMissing() {
    return "GStreamer is not installed. On Debian and Ubuntu:\n  sudo apt-get install -y " + ALL;
  }

  static String incomplete() {
    return "GStreamer lacks a plugin. On Debian and Ubuntu:\n  sudo apt-get install -y " + ALL;
  }

  static String nativeMissing(String library, String debianPackage) {
    return "the library %s is not installed. On Debian and Ubuntu:\n  sudo apt-get install -y %s"
        .formatted(library, debianPackage);
  }

  static String elementsMissing(List<String> elements) {
    TreeSet<String> packages = new TreeSet<>();
    elements.forEach(element -> packages.add(of(element)));
    return "GStreamer lacks %s. On Debian and Ubuntu:\n  sudo apt-get install -y %s"
        .formatted(String.join(", ", elements), String.join(" ", packages));
  }

  static String of(String element) {
    String best = "";
    for (String prefix : BY_PREFIX.keySet()) {
      if (element.startsWith(prefix) && prefix.length() > best.length()) {
        best = prefix;
      }
    }
    return BY_PREFIX.getOrDefault(best, GOOD);
  }
}
