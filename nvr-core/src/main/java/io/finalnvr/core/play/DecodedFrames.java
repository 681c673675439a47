package io.finalnvr.core.play;

import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrameSink;
import io.finalnvr.spi.MediaDecoder;
import java.util.List;

/**
 * What decodes for a player, which pictures are wanted, and who gets them.
 *
 * @param decoder decodes, once for all
 * @param outputs one at least
 */
public record DecodedFrames(MediaDecoder decoder, List<Output> outputs) {

  /**
   * Some of the pictures.
   *
   * @param request which
   * @param sink gets them, one call at a time, with those of other outputs
   */
  public record Output(DecodeRequest request, DecodedFrameSink sink) {}

  /** Copies the list. */
  public DecodedFrames {
    outputs = List.copyOf(outputs);
  }

  /** For one sink. */
  public DecodedFrames(MediaDecoder decoder, DecodeRequest request, DecodedFrameSink sink) {
    this(decoder, List.of(new Output(request, sink)));
  }

  Outlet outlet(PlayControl control) {
    return new DecodedOutlet(this, control);
  }
}
