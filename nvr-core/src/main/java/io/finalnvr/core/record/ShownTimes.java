package io.finalnvr.core.record;

import io.finalnvr.MediaException;
import io.finalnvr.core.mp4.PayloadReader;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.StoredFrame;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * When pictures of records are shown that are read in order: with B-frames, later than the time of
 * their record. Not thread-safe.
 */
final class ShownTimes {

  private final PayloadReader payloads = new PayloadReader();
  private boolean decodable;

  /** Something was passed over. */
  void interrupt() {
    decodable = false;
  }

  /** When the picture of a record is shown; empty where that can't be told. */
  Optional<Instant> latest(StoredFrame record) {
    decodable |= record.randomAccess();
    if (!decodable) {
      return Optional.empty();
    }
    try {
      return payloads
          .read(record.time(), record.randomAccess(), record.discontinuity(), record.payload())
          .stream()
          .filter(frame -> frame.track().kind() == TrackKind.VIDEO)
          .map(EncodedFrame::time)
          .max(Comparator.naturalOrder());
    } catch (MediaException e) {
      // Players pass over it, too.
      interrupt();
      return Optional.empty();
    }
  }
}
