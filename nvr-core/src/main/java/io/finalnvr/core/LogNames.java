package io.finalnvr.core;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraStream;
import java.util.Optional;

/** Names of what a camera has in the store. */
public final class LogNames {

  /** Scheme of the URI of a camera that shows a log of other software. */
  private static final String LOG = "log";

  private LogNames() {}

  /** The frame log with the footage of a camera, which may be one of other software. */
  public static String footage(CameraConfig camera) {
    return foreign(camera).orElseGet(() -> footage(camera.id()));
  }

  /** The log that a camera shows, where its URI is {@code log:NAME}: it can't be recorded. */
  public static Optional<String> foreign(CameraConfig camera) {
    return LOG.equalsIgnoreCase(camera.uri().getScheme())
        ? Optional.of(camera.uri().getSchemeSpecificPart())
        : Optional.empty();
  }

  /** The frame log with the footage of a camera's main stream. */
  public static String footage(String cameraId) {
    return cameraId + ".main";
  }

  /** The lease under which a camera's footage is cut, and held. */
  public static String retentionLease(String cameraId) {
    return cameraId + ".retention";
  }

  /** The frame log with the loss ledger of a camera's main stream. */
  public static String events(String cameraId) {
    return cameraId + ".events";
  }

  /** The frame log with the footage of a stream. */
  public static String footage(String cameraId, CameraStream stream) {
    return cameraId + "." + stream.word();
  }

  /** The frame log with the loss ledger of a stream. */
  public static String events(String cameraId, CameraStream stream) {
    return stream == CameraStream.MAIN
        ? events(cameraId)
        : cameraId + "." + stream.word() + "-events";
  }

  /** A stream's lease, and what its threads and messages call it. */
  public static String stream(String cameraId, CameraStream stream) {
    return stream == CameraStream.MAIN ? cameraId : cameraId + "." + stream.word();
  }

  /** The frame log with what happened in front of a camera, as applications and people say. */
  public static String marks(String cameraId) {
    return cameraId + ".marks";
  }

  /** The frame log with events that were not appended when they happened. */
  public static String lateMarks(String cameraId) {
    return cameraId + ".late-marks";
  }

  /** The lease under which it is settled who analyses which stretch of a camera's footage. */
  public static String analysisLease(String cameraId, String analyzer) {
    return cameraId + ".analysis-" + analyzer;
  }

  /**
   * The frame log with the results of an analyser.
   *
   * @param run its number, from 1
   */
  public static String results(String cameraId, String analyzer, int run) {
    return cameraId + ".marks-" + analyzer + (run == 1 ? "" : "." + run);
  }
}
