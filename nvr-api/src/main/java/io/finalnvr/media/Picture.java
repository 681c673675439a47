package io.finalnvr.media;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;

/**
 * A still picture taken from footage.
 *
 * @param time the instant of the frame shown
 * @param format of the data
 * @param data the picture file; read-only
 */
public record Picture(Instant time, PictureFormat format, ByteBuffer data) {

  /** Checks the arguments; the buffer is viewed, not copied. */
  public Picture {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(format, "format");
    data = data.asReadOnlyBuffer().slice();
  }

  /** A read-only view of the picture file, position 0. */
  @Override
  public ByteBuffer data() {
    return data.duplicate();
  }
}
