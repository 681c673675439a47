package io.finalnvr.media;

import io.finalnvr.NvrException;
import java.time.Instant;

/**
 * Is told what a browser has to know of a {@link io.finalnvr.WebRtcView}. Calls come one at a time,
 * on threads of the view, and should return quickly. They may close the view.
 */
public interface WebRtcListener {

  /** The offer (SDP) for the browser; called once. */
  void onOffer(String sdp);

  /**
   * An address at which the browser may connect.
   *
   * @param mediaLine {@code sdpMLineIndex} for the browser
   * @param candidate its text, {@code candidate:...}
   */
  void onCandidate(int mediaLine, String candidate);

  /** The browser is connected, and gets pictures from now on; called once at most. */
  default void onConnected() {}

  /**
   * Which instant a picture shows, by its RTP timestamp, 90,000 a second; that of each later
   * picture follows, until this is called again.
   *
   * @param rtpTimestamp 0 to 2^32 - 1, as browsers tell it of a frame that is shown
   * @param time of that picture
   */
  default void onTime(long rtpTimestamp, Instant time) {}

  /**
   * The browser gets nothing any more, or never did; no further call follows. What is told is for
   * people. A {@link io.finalnvr.MediaException} has the reason UNSUPPORTED where this camera can't
   * be shown this way, and PEER where no connection came about or it broke.
   */
  void onFailure(NvrException failure);
}
