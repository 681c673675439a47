package io.finalnvr.spi;

import io.finalnvr.media.WebRtcListener;
import io.finalnvr.media.WebRtcRequest;

/** Sends live footage to browsers by WebRTC. Thread-safe. */
public interface WebRtcProvider {

  /**
   * Begins to send to one browser. Returns quickly; the offer is made with the first key frame.
   *
   * @throws io.finalnvr.MediaException with reason SETUP when something is missing on this machine;
   *     the message says what to install
   */
  WebRtcSession open(WebRtcRequest request, WebRtcListener listener);
}
