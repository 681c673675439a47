package io.finalnvr;

import java.util.Objects;

/**
 * What a camera is forgiven that does not keep to the standards. Each option is for cameras that
 * really exist; none is on by itself, because each gives something up.
 *
 * @param timestamps where the times of its frames come from
 * @param senderReports what is made of the wall clock that it tells in RTCP sender reports
 * @param keepAlive how its RTSP session is kept alive
 */
public record Tolerances(Timestamps timestamps, SenderReports senderReports, KeepAlive keepAlive) {

  /** Where the times of a camera's frames come from. */
  public enum Timestamps {
    /** The RTP timestamps that the camera sends. */
    CAMERA,
    /**
     * The arrival of the frames. For cameras whose RTP timestamps stand still, run at a wrong rate,
     * or jump about. Gives up evenly spaced times, because those of the network take their place;
     * not for streams with B-frames, which arrive in another order than they are shown.
     */
    ARRIVAL
  }

  /** What is made of the wall clock that a camera tells in its RTCP sender reports. */
  public enum SenderReports {
    /** Believed where they are within 10 s of this machine's clock. */
    BELIEVED,
    /**
     * Taken for nothing. For cameras whose clock is wrong by less than that, or whose reports of
     * picture and sound contradict each other. Times come from the arrival then: gives up the
     * network's delay, and what reports tell of picture and sound being in step.
     */
    IGNORED
  }

  /** How the RTSP session with a camera is kept alive. */
  public enum KeepAlive {
    /** By requests: GET_PARAMETER where the camera says that it knows it, else OPTIONS. */
    REQUESTS,
    /**
     * Not at all. For cameras that end the session, or stop sending, on a request while they play.
     * Cameras that need requests end the session then, usually every minute.
     */
    NONE
  }

  private static final Tolerances STRICT =
      new Tolerances(Timestamps.CAMERA, SenderReports.BELIEVED, KeepAlive.REQUESTS);

  /** Checks the arguments. */
  public Tolerances {
    Objects.requireNonNull(timestamps, "timestamps");
    Objects.requireNonNull(senderReports, "senderReports");
    Objects.requireNonNull(keepAlive, "keepAlive");
  }

  /** For a camera that does everything right. */
  public static Tolerances strict() {
    return STRICT;
  }

  /** These, with times from there. */
  public Tolerances with(Timestamps timestamps) {
    return new Tolerances(timestamps, senderReports, keepAlive);
  }

  /** These, with sender reports taken like that. */
  public Tolerances with(SenderReports senderReports) {
    return new Tolerances(timestamps, senderReports, keepAlive);
  }

  /** These, with sessions kept alive like that. */
  public Tolerances with(KeepAlive keepAlive) {
    return new Tolerances(timestamps, senderReports, keepAlive);
  }
}
