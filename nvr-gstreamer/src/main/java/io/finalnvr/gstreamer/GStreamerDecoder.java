package io.finalnvr.gstreamer;

import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.Picture;
import io.finalnvr.media.PictureFormat;
import io.finalnvr.spi.DecodeOutput;
import io.finalnvr.spi.DecodeSession;
import io.finalnvr.spi.MediaDecoder;
import java.nio.ByteBuffer;
import java.util.List;

/** Decodes H.264, H.265 and Motion JPEG. */
final class GStreamerDecoder implements MediaDecoder {

  @Override
  public DecodeSession open(List<DecodeOutput> outputs) {
    return new DecodingSession(outputs);
  }

  @Override
  public Picture encode(DecodedFrame frame, PictureFormat format, int quality) {
    return new Picture(
        frame.time(), format, ByteBuffer.wrap(PictureEncoding.encode(frame, format, quality)));
  }
}
