package io.finalnvr;

/** How RTP packets travel from a camera. */
public enum Transport {
  /** TCP, inside of the RTSP connection; UDP when the camera refuses TCP. */
  AUTO,
  /** TCP only. */
  TCP,
  /** UDP only. Frames with lost packets are dropped up to the next key frame, and counted. */
  UDP
}
