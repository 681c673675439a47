package io.finalnvr.core;

import io.finalnvr.CameraConfig;
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

  /** The frame log with a camera's events, the loss ledger among them. */
  public static String events(String cameraId) {
    return cameraId + ".events";
  }
}
