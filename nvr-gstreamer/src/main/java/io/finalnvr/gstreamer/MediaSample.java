package io.finalnvr.gstreamer;

import java.util.OptionalLong;

/**
 * What one pull from an appsink gives, copied out of GStreamer.
 *
 * @param caps what the data is; the same object for as long as it does not change
 * @param ptsNanos presentation time as running time of the pipeline, of a file in that of its
 *     presentation; or {@link NativeMedia#NO_TIME}
 * @param dtsNanos decode time likewise
 * @param durationNanos or {@link NativeMedia#NO_TIME}
 * @param flags of the buffer, {@code NativeMedia.FLAG_...}
 * @param ntpNanos the sender's clock at the presentation time, nanoseconds since 1900
 * @param data the bytes; the receiver owns them
 */
record MediaSample(
    MediaCaps caps,
    long ptsNanos,
    long dtsNanos,
    long durationNanos,
    int flags,
    OptionalLong ntpNanos,
    byte[] data) {

  boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
