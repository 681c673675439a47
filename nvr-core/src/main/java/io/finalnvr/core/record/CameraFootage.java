package io.finalnvr.core.record;

import io.finalnvr.StorageException;
import io.finalnvr.TimeRange;
import io.finalnvr.Timeline;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.LogNames;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the store has of one camera. Thread-safe; methods block on I/O. */
public final class CameraFootage {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String cameraId;
  private final FrameLog footage;
  private final FrameLog events;
  private final Leases leases;
  private final Clocks clocks;

  /** Of a camera in a store. */
  public CameraFootage(String cameraId, Store store, Leases leases, Clocks clocks) {
    this.cameraId = cameraId;
    this.footage = store.frameLog(LogNames.footage(cameraId));
    this.events = store.frameLog(LogNames.events(cameraId));
    this.leases = leases;
    this.clocks = clocks;
  }

  /** The log with the video and sound. */
  public FrameLog footage() {
    return footage;
  }

  /** The log with the ledger. */
  FrameLog events() {
    return events;
  }

  /** Recordings and gaps as they are now. */
  public Timeline timeline() {
    return TimelineFold.timeline(
        cameraId, new Ledger(events).read(), extent(), leases.isHeld(cameraId), clocks.instant());
  }

  /** Removes what the ledger says only about footage before an instant, which was removed. */
  public void forgetBefore(Instant oldestLeft) {
    new Ledger(events).forgetBefore(oldestLeft);
  }

  /** Deletes everything. */
  public void delete() {
    footage.delete();
    events.delete();
  }

  private Optional<TimeRange> extent() {
    Optional<IndexEntry> last = footage.last();
    Optional<IndexEntry> first = footage.first();
    if (first.isEmpty() || last.isEmpty()) {
      return Optional.empty();
    }
    Instant newest = last.get().time();
    Instant oldest = first.get().time();
    long end = footage.tail();
    try (FrameLogReader reader = footage.openReader(last.get().position())) {
      while (reader.position() < end) {
        var item = reader.read(PATIENCE);
        if (item.isEmpty()) {
          throw new StorageException(
              StorageException.Reason.UNAVAILABLE,
              "camera %s: the newest footage could not be read within %d s"
                  .formatted(cameraId, PATIENCE.toSeconds()));
        }
        if (item.get() instanceof StoredFrame frame && frame.time().isAfter(newest)) {
          newest = frame.time();
        }
      }
    }
    return Optional.of(new TimeRange(oldest, newest.isAfter(oldest) ? newest : oldest));
  }
}
