package io.finalnvr;

/**
 * One camera, live, on its way to one browser by WebRTC: the way with the least delay. Opened by
 * {@link Nvr#openWebRtc}.
 *
 * <p>The application carries the messages between view and browser, in whatever way it likes:
 *
 * <ol>
 *   <li>{@link io.finalnvr.media.WebRtcListener#onOffer} tells what the browser is to be offered,
 *       once there is footage.
 *   <li>What the browser answers goes to {@link #answer}.
 *   <li>Candidates of both sides are exchanged as they are found: {@link
 *       io.finalnvr.media.WebRtcListener#onCandidate}, {@link #addCandidate}.
 *   <li>The picture of the newest key frame is shown at once, then whatever is recorded.
 * </ol>
 *
 * <p>What can't be shown this way, and a connection that does not come about within 10 s or breaks,
 * is told by {@link io.finalnvr.media.WebRtcListener#onFailure}. Thread-safe; methods return at
 * once.
 */
public interface WebRtcView extends AutoCloseable {

  /** The camera that is shown. */
  String cameraId();

  /**
   * The browser's answer to the offer, a session description (SDP). All that is taken over from it
   * is checked; the text itself goes nowhere.
   *
   * @throws IllegalArgumentException when it is no answer to this offer, nothing was offered yet,
   *     or there was an answer before
   */
  void answer(String sdp);

  /**
   * A candidate of the browser: an address at which it may be reached. Names, as browsers use them
   * to hide addresses, and TCP are passed over: the browser finds the way itself.
   *
   * @param mediaLine {@code sdpMLineIndex} of the browser's candidate
   * @param candidate its text, {@code candidate:...}; empty at the end of candidates
   * @throws IllegalArgumentException when it is none, or the 65th
   */
  void addCandidate(int mediaLine, String candidate);

  /**
   * Ends it, and waits for its threads, 15 s at most. No call of the listener begins after this has
   * returned. Idempotent.
   */
  @Override
  void close();
}
