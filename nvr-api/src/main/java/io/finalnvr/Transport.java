package io.finalnvr;

/** How RTP packets travel from a camera. */
public enum Transport {
  /** TCP, inside of the RTSP connection; UDP when the camera refuses TCP. */
  AUTO,
  /** TCP only. */
  TCP,
  /** UDP only. Frames with lost packets are dropped up to the next key frame, and counted. */
  UDP,
  /**
   * TCP, inside of two HTTP requests, for cameras behind what lets only HTTP through. The port in
   * the URI is that of the camera's HTTP server; {@code rtsps:} makes it HTTPS.
   */
  HTTP
}
