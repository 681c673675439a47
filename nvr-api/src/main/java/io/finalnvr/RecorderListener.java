package io.finalnvr;

import io.finalnvr.media.EncodedFrame;

/**
 * Is told what becomes of every frame. Calls come from the recorder's threads and must return
 * quickly: a slow listener holds the recording up.
 */
public interface RecorderListener {

  /** A frame has arrived and got its place on the timeline. It is not durable yet. */
  default void onReceived(EncodedFrame frame) {}

  /** A frame is durable; exactly once per frame, in the order of receiving within a track. */
  default void onReceipt(Receipt receipt) {}

  /** A frame was dropped instead of being made durable; a {@link Gap} will tell of it. */
  default void onDropped(EncodedFrame frame, GapCause cause) {}
}
