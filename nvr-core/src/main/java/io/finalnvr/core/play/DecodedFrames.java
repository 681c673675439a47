package io.finalnvr.core.play;

import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrameSink;
import io.finalnvr.spi.MediaDecoder;

/**
 * What decodes for a player, which pictures are wanted, and who gets them.
 *
 * @param decoder decodes
 * @param request which pictures
 * @param sink gets them
 */
public record DecodedFrames(MediaDecoder decoder, DecodeRequest request, DecodedFrameSink sink) {

  Outlet outlet(PlayControl control) {
    return new DecodedOutlet(decoder, request, sink, control);
  }
}
