package io.finalnvr.spi;

import io.finalnvr.media.DecodedFrame;
import java.time.Instant;

/**
 * Receives what a {@link DecodeSession} decodes. Calls come one at a time, those of all handlers of
 * a session together; they may block, and the session then waits.
 *
 * <p>Every frame pushed leads to exactly one call, save those that the request leaves out, those
 * marked decode-only, and those that a reset or close forgets. Pictures come in the order in which
 * they are shown.
 */
public interface DecodeHandler {

  /** The next picture. */
  void onFrame(DecodedFrame frame);

  /** A frame can't be decoded: it, or one that it refers to, is damaged or missing. */
  void onSkipped(Instant time, String reason);
}
