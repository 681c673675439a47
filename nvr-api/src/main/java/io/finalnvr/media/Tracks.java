package io.finalnvr.media;

import java.nio.ByteBuffer;

/** The checks that the kinds of track share. */
final class Tracks {

  private Tracks() {}

  static void requireId(int id) {
    if (id < 1) {
      throw new IllegalArgumentException("track id " + id + " (must be 1 or more)");
    }
  }

  static void requireKind(Codec codec, TrackKind kind) {
    if (codec.kind() != kind) {
      throw new IllegalArgumentException(codec + " is not a codec of kind " + kind);
    }
  }

  static ByteBuffer copy(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }
}
