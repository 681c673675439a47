package io.finalnvr.spi;

import java.time.Instant;
import java.util.Objects;

/**
 * One entry of the index of a frame log.
 *
 * @param time of the record; in the entry that closes a recording, end of its last record
 * @param position of the record; in the entry that closes a recording, end of its data
 * @param randomAccess whether decoding can start here
 * @param discontinuity whether something is missing right before the record
 */
public record IndexEntry(Instant time, long position, boolean randomAccess, boolean discontinuity) {

  /** Checks the arguments. */
  public IndexEntry {
    Objects.requireNonNull(time, "time");
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
  }
}
