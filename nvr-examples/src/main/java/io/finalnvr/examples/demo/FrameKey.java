package io.finalnvr.examples.demo;

import io.finalnvr.media.EncodedFrame;
import java.time.Instant;

/** What makes a frame this frame, wherever it turns up. */
record FrameKey(String camera, int track, Instant decodeTime) {

  static FrameKey of(String camera, EncodedFrame frame) {
    return new FrameKey(camera, frame.track().id(), frame.decodeTime());
  }
}
