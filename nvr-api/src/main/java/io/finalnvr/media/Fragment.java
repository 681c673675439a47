package io.finalnvr.media;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;

/**
 * A stretch of fragmented MP4 as it stands in the store: the fragments of one frame and of the
 * sound before it, with {@code ftyp} and {@code moov} in front where {@link #randomAccess()} is
 * true. Fragments put one behind the other, from a random-access one on, are a playable file.
 *
 * @param time decode time of the frame
 * @param randomAccess true when decoding can start here and the data begins with {@code ftyp}
 * @param discontinuity true when something is missing right before
 * @param data whole MP4 boxes; read-only
 */
public record Fragment(Instant time, boolean randomAccess, boolean discontinuity, ByteBuffer data) {

  /** Checks the arguments; the buffer is viewed, not copied. */
  public Fragment {
    Objects.requireNonNull(time, "time");
    data = data.asReadOnlyBuffer().slice();
  }

  /** A read-only view of the boxes, position 0. */
  @Override
  public ByteBuffer data() {
    return data.duplicate();
  }
}
