package io.finalnvr.gstreamer;

import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.Picture;
import io.finalnvr.media.PictureFormat;
import io.finalnvr.spi.DecodeHandler;
import io.finalnvr.spi.DecodeSession;
import io.finalnvr.spi.MediaDecoder;
import java.nio.ByteBuffer;

/** Decodes H.264, H.265 and Motion JPEG. */
final class GStreamerDecoder implements MediaDecoder {

  @Override
  public DecodeSession open(DecodeRequest request, DecodeHandler handler) {
    return new DecodingSession(request, handler);
  }

  @Override
  public Picture encode(DecodedFrame frame, PictureFormat format, int quality) {
    return new Picture(
        frame.time(), format, ByteBuffer.wrap(PictureEncoding.encode(frame, format, quality)));
  }
}
