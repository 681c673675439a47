package io.finalnvr;

/** Where the connection to a camera stands. */
public enum CameraState {
  /** Nobody records the camera; there is no connection. */
  IDLE,
  /** A connection is being made. */
  CONNECTING,
  /** Frames arrive. */
  STREAMING,
  /**
   * The last attempt failed or the camera was lost; {@link CameraFailure} says why and when next.
   */
  WAITING
}
