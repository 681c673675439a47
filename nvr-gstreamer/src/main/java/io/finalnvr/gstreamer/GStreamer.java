package io.finalnvr.gstreamer;

import io.finalnvr.CameraException;
import io.finalnvr.MediaException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.freedesktop.gstreamer.ElementFactory;
import org.freedesktop.gstreamer.Gst;
import org.freedesktop.gstreamer.GstException;
import org.freedesktop.gstreamer.Version;
import org.jspecify.annotations.Nullable;

/**
 * GStreamer in this process: started on first use, and never stopped, because it can't be started
 * twice. Thread-safe.
 */
final class GStreamer {

  /** What cameras throw when something is missing. */
  static final Function<String, CameraException> FOR_CAMERA =
      message -> new CameraException(CameraException.Reason.SETUP, message);

  /** What decoders throw when something is missing. */
  static final Function<String, MediaException> FOR_MEDIA =
      message -> new MediaException(MediaException.Reason.SETUP, message);

  private static boolean started;

  private GStreamer() {}

  /**
   * Starts GStreamer where it isn't started yet, and checks that the elements are there. Takes some
   * 0.3 s the first time.
   *
   * @param failure makes the exception from a message that says what to install
   */
  static <X extends RuntimeException> void require(
      Function<String, X> failure, String... elements) {
    String problem = start();
    if (problem == null) {
      problem = missing(List.of(elements));
    }
    if (problem != null) {
      throw failure.apply(problem);
    }
  }

  /** Whether an element is there; starts GStreamer where needed. */
  static boolean has(String element) {
    return start() == null && find(element);
  }

  private static synchronized @Nullable String start() {
    if (started) {
      return null;
    }
    try {
      // While it loads a plugin, GStreamer would take over SIGSEGV, which the JVM needs itself.
      Gst.setSegTrap(false);
      Gst.init(Version.of(1, 20), "finalnvr");
      started = true;
      return null;
    } catch (LinkageError e) {
      return Packages.libraryMissing();
    } catch (GstException e) {
      return "GStreamer 1.20 or newer is needed, and does not start here: " + e.getMessage();
    }
  }

  private static @Nullable String missing(List<String> elements) {
    List<String> missing = new ArrayList<>();
    for (String element : elements) {
      if (!find(element)) {
        missing.add(element);
      }
    }
    return missing.isEmpty() ? null : Packages.elementsMissing(missing);
  }

  private static boolean find(String element) {
    try {
      return ElementFactory.find(element) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
