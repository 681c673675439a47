package io.finalnvr.core.record;

import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.StoredFrame;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time up to which footage goes: of the newest index entry or a record after it. Records that
 * were looked at are not read again.
 */
final class NewestTime {

  private final FrameLog footage;
  private @Nullable IndexEntry last;
  private Instant newest = Instant.MIN;
  private long position;

  NewestTime(FrameLog footage) {
    this.footage = footage;
  }

  /** As it is now; empty where there is no footage. Blocks on I/O. */
  synchronized Optional<Instant> find() {
    Optional<IndexEntry> lastNow = footage.last();
    if (lastNow.isEmpty()) {
      return Optional.empty();
    }
    if (!lastNow.get().equals(last)) {
      last = lastNow.get();
      newest = last.time();
      position = last.position();
    }
    position =
        LogWalk.toTail(
            footage,
            position,
            item -> {
              if (item instanceof StoredFrame record && record.time().isAfter(newest)) {
                newest = record.time();
              }
            });
    return Optional.of(newest);
  }
}
