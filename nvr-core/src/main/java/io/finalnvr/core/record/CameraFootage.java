package io.finalnvr.core.record;

import io.finalnvr.Gap;
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
import java.util.List;
import java.util.Optional;

/** What the store has of one camera. Thread-safe; methods block on I/O. */
public final class CameraFootage {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String cameraId;
  private final FrameLog footage;
  private final FrameLog events;
  private final boolean hasLedger;
  private final Leases leases;
  private final Clocks clocks;

  /** Of a camera in a store. */
  public CameraFootage(String cameraId, Store store, Leases leases, Clocks clocks) {
    this(cameraId, LogNames.footage(cameraId), store, leases, clocks);
  }

  /** Of a camera whose footage has a name of its own. */
  public CameraFootage(String cameraId, String footage, Store store, Leases leases, Clocks clocks) {
    this.cameraId = cameraId;
    this.footage = store.frameLog(footage);
    this.hasLedger = footage.equals(LogNames.footage(cameraId));
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

  /** Recordings and gaps as they are now; by the index where no ledger was kept. */
  public Timeline timeline() {
    List<LedgerEvent> ledger = hasLedger ? new Ledger(events).read() : List.of();
    return ledger.isEmpty()
        ? IndexFold.timeline(cameraId, footage, Instant.MIN, Instant.MAX, clocks.instant())
        : TimelineFold.timeline(
            cameraId, ledger, extent(), leases.isHeld(cameraId), clocks.instant());
  }

  /** The gap that accounts for what is missing between two instants. */
  public Optional<Gap> gapBetween(Instant start, Instant end) {
    TimeRange hole = new TimeRange(start, end);
    Timeline timeline =
        hasLedger
            ? timeline()
            : IndexFold.timeline(cameraId, footage, start, end, clocks.instant());
    return timeline.gaps().stream().filter(gap -> gap.range().overlaps(hole)).findFirst();
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
