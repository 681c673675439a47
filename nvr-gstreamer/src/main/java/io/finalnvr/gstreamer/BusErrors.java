package io.finalnvr.gstreamer;

import io.finalnvr.CameraException;
import io.finalnvr.CameraException.Reason;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an error message of GStreamer means for a camera. Decides by domain, code and RTSP status,
 * not by texts, which may be translated.
 */
final class BusErrors {

  private static final String RESOURCE = "gst-resource-error-quark";
  private static final String STREAM = "gst-stream-error-quark";
  private static final String CORE = "gst-core-error-quark";

  private static final int RESOURCE_NOT_FOUND = 3;
  private static final int RESOURCE_OPEN_READ = 5;
  private static final int RESOURCE_OPEN_READ_WRITE = 7;
  private static final int RESOURCE_READ = 9;
  private static final int RESOURCE_NOT_AUTHORIZED = 15;
  private static final int STREAM_CODEC_NOT_FOUND = 6;
  private static final int CORE_MISSING_PLUGIN = 12;

  private static final Pattern STATUS = Pattern.compile("\\(([3-5]\\d\\d)\\)");

  private BusErrors() {}

  /**
   * The failure of an RTSP camera.
   *
   * @param error with nothing secret in its texts
   * @param address of the stream, for people
   * @param connected whether tracks were known already
   * @param timeout how long an answer was waited for
   * @param probe tries to connect once more, to tell why that failed
   */
  static CameraException ofRtsp(
      NativeMessage error,
      String address,
      boolean connected,
      Duration timeout,
      Supplier<Reachability> probe) {
    if (is(error, RESOURCE, RESOURCE_NOT_AUTHORIZED)) {
      return failure(Reason.UNAUTHORIZED, address, "the camera refuses the credentials (401)");
    }
    if (connected) {
      return failure(Reason.LOST, address, "the connection broke" + detail(error));
    }
    OptionalInt status = status(error.debug());
    if (status.isPresent()) {
      return ofStatus(status.getAsInt(), address);
    }
    if (is(error, RESOURCE, RESOURCE_NOT_FOUND)) {
      return ofStatus(404, address);
    }
    if (is(error, RESOURCE, RESOURCE_OPEN_READ_WRITE)) {
      Reachability reachability = probe.get();
      return failure(
          Reason.UNREACHABLE,
          address,
          reachability == Reachability.ACCEPTS
              ? "no RTSP connection; for rtsps the camera's certificate must be trusted"
              : reachability.words());
    }
    if (is(error, RESOURCE, RESOURCE_READ)) {
      return ofRead(error, address, timeout, probe);
    }
    if (is(error, CORE, CORE_MISSING_PLUGIN)) {
      return new CameraException(Reason.SETUP, Packages.incomplete());
    }
    if (is(error, STREAM, STREAM_CODEC_NOT_FOUND)) {
      return failure(
          Reason.UNSUPPORTED, address, "the camera refuses this transport; allow another one");
    }
    return error.domain().equals(STREAM)
        ? failure(Reason.UNSUPPORTED, address, "the stream can't be understood" + detail(error))
        : failure(Reason.UNREACHABLE, address, "no connection" + detail(error));
  }

  private static CameraException ofStatus(int status, String address) {
    return switch (status) {
      case 401, 403 ->
          failure(Reason.UNAUTHORIZED, address, "the camera refuses the credentials (%d)", status);
      case 404, 410 ->
          failure(Reason.NOT_FOUND, address, "the camera knows no such stream (%d)", status);
      case 461 ->
          failure(Reason.UNSUPPORTED, address, "the camera refuses this transport (%d)", status);
      default -> failure(Reason.UNREACHABLE, address, "the camera answers with status %d", status);
    };
  }

  private static CameraException ofRead(
      NativeMessage error, String address, Duration timeout, Supplier<Reachability> probe) {
    if (error.debug().contains("UDP")) {
      return failure(
          Reason.TIMEOUT,
          address,
          "no packets came over UDP within %s; a firewall may hold them back",
          Texts.seconds(timeout));
    }
    return error.debug().contains("imeout")
        ? silent(address, timeout, probe)
        : failure(Reason.LOST, address, "the other side hung up without an answer");
  }

  /** Nothing came back. */
  static CameraException silent(String address, Duration timeout, Supplier<Reachability> probe) {
    Reachability reachability = probe.get();
    return reachability == Reachability.ACCEPTS
        ? failure(
            Reason.TIMEOUT,
            address,
            "the camera accepted the connection and did not answer within %s",
            Texts.seconds(timeout))
        : failure(Reason.UNREACHABLE, address, reachability.words());
  }

  /** Whether a warning says that the other side closed the connection. */
  static boolean isHangUp(NativeMessage warning) {
    return is(warning, RESOURCE, RESOURCE_READ);
  }

  /** The failure of a file. */
  static CameraException ofFile(NativeMessage error, String path) {
    if (is(error, RESOURCE, RESOURCE_NOT_FOUND)) {
      return failure(Reason.NOT_FOUND, path, "there is no such file");
    }
    if (is(error, RESOURCE, RESOURCE_OPEN_READ)) {
      return failure(Reason.UNAUTHORIZED, path, "the file may not be read");
    }
    if (is(error, CORE, CORE_MISSING_PLUGIN) || is(error, STREAM, STREAM_CODEC_NOT_FOUND)) {
      return failure(Reason.UNSUPPORTED, path, Packages.incomplete());
    }
    return failure(Reason.UNSUPPORTED, path, "the file can't be played" + detail(error));
  }

  private static boolean is(NativeMessage error, String domain, int code) {
    return error.code() == code && error.domain().equals(domain);
  }

  private static OptionalInt status(String debug) {
    Matcher matcher = STATUS.matcher(debug);
    return matcher.find()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  private static String detail(NativeMessage error) {
    return error.text().isEmpty() ? "" : ": " + error.text();
  }

  private static CameraException failure(Reason reason, String address, String words) {
    return new CameraException(reason, address + ": " + words);
  }

  private static CameraException failure(
      Reason reason, String address, String words, Object value) {
    return failure(reason, address, words.formatted(value));
  }
}
