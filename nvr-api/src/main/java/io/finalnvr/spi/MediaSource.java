package io.finalnvr.spi;

/** Connects to one camera. Thread-safe; sessions are independent of each other. */
public interface MediaSource {

  /**
   * Begins one attempt to connect, and returns at once. The handler is told how it goes. There is
   * no second attempt: retrying is the engine's.
   *
   * @throws io.finalnvr.CameraException with reason SETUP when something is missing on this machine
   */
  MediaSession open(MediaHandler handler);
}
