package io.finalnvr.gstreamer;

import io.finalnvr.spi.MediaDecoder;
import io.finalnvr.spi.MediaDecoderProvider;

/** Decodes H.264, H.265 and Motion JPEG with GStreamer. */
public final class GStreamerDecoderProvider implements MediaDecoderProvider {

  /** For {@link java.util.ServiceLoader}. */
  public GStreamerDecoderProvider() {}

  @Override
  public MediaDecoder open() {
    GStreamer.require(
        GStreamer.FOR_MEDIA,
        "appsrc",
        "appsink",
        "videoconvert",
        "videoscale",
        "jpegenc",
        "pngenc");
    return new GStreamerDecoder();
  }
}
