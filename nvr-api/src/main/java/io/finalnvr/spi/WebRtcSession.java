package io.finalnvr.spi;

import io.finalnvr.media.EncodedFrame;

/**
 * Sends to one browser: {@link io.finalnvr.WebRtcView} without the camera.
 *
 * <p>{@link #push} is for one thread at a time, the rest for any.
 */
public interface WebRtcSession extends AutoCloseable {

  /**
   * Takes the next frame, in decode order, of whatever track. Never waits for the browser: while it
   * is not connected yet, the frames from the newest key frame on are kept; where it takes too
   * little, frames are left out up to the next key frame. Does nothing after the session has ended.
   */
  void push(EncodedFrame frame);

  /** As {@link io.finalnvr.WebRtcView#answer}. */
  void answer(String sdp);

  /** As {@link io.finalnvr.WebRtcView#addCandidate}. */
  void addCandidate(int mediaLine, String candidate);

  /**
   * Ends the session. No call of the listener begins after this has returned. Idempotent; takes 5 s
   * at most. The listener may call it.
   */
  @Override
  void close();
}
