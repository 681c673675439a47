package io.finalnvr.gstreamer;

import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.PictureSize;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.DecodeHandler;
import io.finalnvr.spi.DecodeOutput;
import java.nio.ByteBuffer;

/** One of those who get pictures of what is decoded. For one thread at a time. */
final class PictureOutput {

  private final DecodeRequest request;
  private final DecodeHandler handler;
  private final PictureChoice choice;

  PictureOutput(DecodeOutput output) {
    this.request = output.request();
    this.handler = output.handler();
    this.choice = new PictureChoice(request);
  }

  DecodeRequest request() {
    return request;
  }

  /** Forgets what came before. */
  void restart() {
    choice.restart();
  }

  /** Something is missing before the next picture. */
  void missing() {
    choice.missing();
  }

  boolean wants(EncodedFrame frame) {
    return choice.wants(frame);
  }

  void deliver(VideoTrack track, EncodedFrame frame, PictureSize size, byte[] pixels) {
    handler.onFrame(
        new DecodedFrame(
            track,
            frame.time(),
            frame.duration(),
            request.format(),
            size.width(),
            size.height(),
            frame.keyFrame(),
            choice.takeMissing(),
            ByteBuffer.wrap(pixels)));
  }

  /** A frame has no picture; whoever did not ask for it is not told. */
  void skip(EncodedFrame frame, String reason, boolean silently) {
    choice.missing();
    if (!silently && !frame.decodeOnly() && !choice.isLeftOut(frame)) {
      handler.onSkipped(frame.time(), reason);
    }
  }
}
