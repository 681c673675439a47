package io.finalnvr;

/** What a recorder is doing. */
public enum RecorderState {
  /** Waits for the camera's first frame, at the start or after the camera was lost. */
  WAITING_FOR_CAMERA,
  /** Nothing is to be recorded now: the schedule says so, or waits for an event. */
  STANDBY,
  /** Frames arrive and are made durable. */
  RECORDING,
  /** The store does not take frames; they are kept within the frame budget, then dropped. */
  WAITING_FOR_STORE,
  /** Another recorder holds the camera; tried again until it lets go. */
  REFUSED,
  /** Closed. */
  CLOSED
}
