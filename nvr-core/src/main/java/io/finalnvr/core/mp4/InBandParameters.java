package io.finalnvr.core.mp4;

import io.finalnvr.media.Codec;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;

/** The parameter sets of a track as NAL units that can stand in front of a key frame. */
final class InBandParameters {

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private InBandParameters() {}

  /** With 4-byte lengths; empty where the codec is not H.264 or its avcC can't be read. */
  static ByteBuffer of(Track track) {
    if (!(track instanceof VideoTrack video) || video.codec() != Codec.H264) {
      return NONE;
    }
    ByteBuffer avcC = video.codecData();
    try {
      ByteBuffer out = ByteBuffer.allocate(2 * avcC.limit());
      avcC.position(5);
      copy(avcC, avcC.get() & 0x1f, out);
      copy(avcC, avcC.get() & 0xff, out);
      return out.flip();
    } catch (IllegalArgumentException
        | IndexOutOfBoundsException
        | java.nio.BufferUnderflowException
        | BufferOverflowException e) {
      return NONE;
    }
  }

  private static void copy(ByteBuffer avcC, int units, ByteBuffer out) {
    for (int i = 0; i < units; i++) {
      int size = avcC.getShort() & 0xffff;
      out.putInt(size).put(avcC.slice(avcC.position(), size));
      avcC.position(avcC.position() + size);
    }
  }
}
