package io.finalnvr.core;

/** Names of what a camera has in the store. */
public final class LogNames {

  private LogNames() {}

  /** The frame log with the footage of a camera's main stream. */
  public static String footage(String cameraId) {
    return cameraId + ".main";
  }

  /** The frame log with a camera's events, the loss ledger among them. */
  public static String events(String cameraId) {
    return cameraId + ".events";
  }
}
