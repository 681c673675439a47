package io.finalnvr.spi;

import io.finalnvr.media.EncodedFrame;

/**
 * Decodes one run of footage after the other, frame by frame.
 *
 * <p>{@link #push}, {@link #drain} and {@link #reset} are for one thread at a time, {@link #close}
 * for any. Pictures come on a thread of the session.
 *
 * <p>A run begins with a key frame; frames that come before one are skipped. A run ends, and
 * everything in it is delivered before another one begins, where
 *
 * <ul>
 *   <li>{@link EncodedFrame#discontinuity()} is set
 *   <li>{@link EncodedFrame#track()} changes: codec, size or parameters
 *   <li>{@link EncodedFrame#decodeTime()} goes back
 *   <li>the decoder has failed on damaged frames
 *   <li>{@link #drain} was called
 * </ul>
 */
public interface DecodeSession extends AutoCloseable {

  /**
   * Takes the next frame of video, in decode order. Blocks while a handful of frames wait to be
   * decoded, so as long as the handler takes. After {@link #close} it does nothing.
   *
   * @throws io.finalnvr.MediaException with reason SETUP when something is missing on this machine
   *     to decode the track; the message says what to install
   * @throws RuntimeException what a call of the handler threw; nothing more is decoded then
   */
  void push(EncodedFrame frame);

  /**
   * Blocks until every frame pushed so far is delivered or skipped, also those that a decoder holds
   * back to put them in order. Throws as {@link #push} does.
   */
  void drain();

  /**
   * Forgets every frame pushed so far. No call of the handler for one of them begins after this has
   * returned. Throws as {@link #push} does.
   */
  void reset();

  /**
   * Ends the session, and with it a {@link #push} or {@link #drain} under way. No call of the
   * handler begins after this has returned. Idempotent; takes 5 s at most. The handler may call it.
   */
  @Override
  void close();
}
