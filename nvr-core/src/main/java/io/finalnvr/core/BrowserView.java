package io.finalnvr.core;

import io.finalnvr.NvrException;
import io.finalnvr.Player;
import io.finalnvr.WebRtcView;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import io.finalnvr.media.WebRtcListener;
import io.finalnvr.spi.WebRtcSession;
import java.util.function.Function;

/** A live player whose frames go to a browser. */
final class BrowserView implements WebRtcView {

  private final WebRtcSession session;
  private final Player player;

  private BrowserView(WebRtcSession session, Player player) {
    this.session = session;
    this.player = player;
  }

  /** Starts the player, or closes the session. */
  static BrowserView open(
      WebRtcSession session, WebRtcListener listener, Function<FrameSink, Player> player) {
    FrameSink sink =
        new FrameSink() {
          @Override
          public void onFrame(EncodedFrame frame) {
            session.push(frame);
          }

          @Override
          public void onFailure(NvrException failure) {
            session.close();
            listener.onFailure(failure);
          }
        };
    try {
      return new BrowserView(session, player.apply(sink));
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public String cameraId() {
    return player.cameraId();
  }

  @Override
  public void answer(String sdp) {
    session.answer(sdp);
  }

  @Override
  public void addCandidate(int mediaLine, String candidate) {
    session.addCandidate(mediaLine, candidate);
  }

  @Override
  public void close() {
    player.close();
    session.close();
  }
}
