package io.finalnvr;

/** Why footage is missing. */
public enum GapCause {
  /** Recording was stopped as asked. */
  STOPPED,
  /** The schedule asks for no recording at this time. */
  NOT_SCHEDULED,
  /** The schedule records on events, and there was none. */
  NO_EVENT,
  /** The camera could not be reached, was lost, or fell silent. */
  CAMERA_UNREACHABLE,
  /** The camera refused the credentials. */
  CAMERA_UNAUTHORIZED,
  /** The camera's stream ended or began anew with other parameters. */
  CAMERA_RESTARTED,
  /** Packets were lost on the way from the camera. */
  PACKETS_LOST,
  /** More frames arrived than could be made durable within the frame budget. */
  OVERLOAD,
  /** The store did not take frames for longer than the frame budget lasts. */
  STORE_UNAVAILABLE,
  /** The recorder's process ended without closing. */
  CRASHED,
  /** Another recorder took the camera over. */
  FENCED,
  /** The recorder's own clock was set forward: there was no such time, and nothing is missing. */
  CLOCK_SET,
  /** The footage is there but damaged. */
  DAMAGED,
  /** Retention removed the footage. */
  RETENTION,
  /** Not known; footage of other software, for example. */
  UNKNOWN;

  /** Whether nothing was to be recorded, so that nothing is missing. */
  public boolean asPlanned() {
    return this == STOPPED || this == NOT_SCHEDULED || this == NO_EVENT || this == CLOCK_SET;
  }
}
