package io.finalnvr.spi;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;

/**
 * One record of a frame log.
 *
 * @param position of the record
 * @param time its timestamp; a record written without one has that of the record before
 * @param randomAccess whether decoding can start here
 * @param discontinuity whether something is missing right before
 * @param payload whole; read-only
 */
public record StoredFrame(
    long position, Instant time, boolean randomAccess, boolean discontinuity, ByteBuffer payload)
    implements LogItem {

  /** Checks the arguments; the buffer is viewed, not copied. */
  public StoredFrame {
    Objects.requireNonNull(time, "time");
    payload = payload.asReadOnlyBuffer().slice();
  }

  /** A read-only view of the payload, position 0. */
  @Override
  public ByteBuffer payload() {
    return payload.duplicate();
  }
}
