package io.finalnvr.core.record;

import io.finalnvr.Gap;
import io.finalnvr.TimeRange;
import io.finalnvr.Timeline;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.LogNames;
import io.finalnvr.core.hold.CameraHolds;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What the store has of one camera. Thread-safe; methods block on I/O. */
public final class CameraFootage {

  private final String cameraId;
  private final FrameLog footage;
  private final FrameLog events;
  private final boolean hasLedger;
  private final Leases leases;
  private final Clocks clocks;
  private final CameraHolds holds;

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
    this.holds = new CameraHolds(cameraId, this.footage, store, leases, clocks);
  }

  /** The log with the video and sound. */
  public FrameLog footage() {
    return footage;
  }

  /** The same for whoever plays it: with held stretches where they were before they were cut. */
  public FrameLog playable() {
    return holds.playable();
  }

  /** What is held of it. */
  public CameraHolds holds() {
    return holds;
  }

  /** The log with the ledger. */
  FrameLog events() {
    return events;
  }

  /** Recordings and gaps as they are now; by the index where no ledger was kept. */
  public Timeline timeline() {
    List<TimeRange> held = holds.heldTimes();
    List<LedgerEvent> ledger = hasLedger ? new Ledger(events).read() : List.of();
    if (ledger.isEmpty()) {
      return cut(byIndex(Instant.MIN, Instant.MAX), held);
    }
    Optional<TimeRange> extent =
        extent().map(newest -> held.isEmpty() ? newest : from(held.get(0).start(), newest));
    return cut(
        TimelineFold.timeline(cameraId, ledger, extent, leases.isHeld(cameraId), clocks.instant()),
        held);
  }

  private Timeline byIndex(Instant from, Instant until) {
    return IndexFold.timeline(cameraId, playable(), from, until, clocks.instant());
  }

  /** Without what was removed between held stretches, and between them and the footage. */
  private Timeline cut(Timeline whole, List<TimeRange> held) {
    if (held.isEmpty()) {
      return whole;
    }
    List<TimeRange> kept = new ArrayList<>(held);
    footage.first().ifPresent(first -> kept.add(new TimeRange(first.time(), Instant.MAX)));
    return TimelineCut.cut(whole, kept);
  }

  /** The gap that accounts for what is missing between two instants. */
  public Optional<Gap> gapBetween(Instant start, Instant end) {
    TimeRange hole = new TimeRange(start, end);
    Timeline timeline = hasLedger ? timeline() : byIndex(start, end);
    return timeline.gaps().stream().filter(gap -> gap.range().overlaps(hole)).findFirst();
  }

  private static TimeRange from(Instant start, TimeRange range) {
    return start.isBefore(range.start()) ? new TimeRange(start, range.end()) : range;
  }

  /** Removes what the ledger says only about footage that was removed. */
  public void forgetWhatIsGone() {
    Optional<Instant> oldestHeld = holds.heldTimes().stream().map(TimeRange::start).findFirst();
    oldestHeld
        .or(() -> footage.first().map(IndexEntry::time))
        .ifPresent(new Ledger(events)::forgetBefore);
  }

  /** Deletes everything. */
  public void delete() {
    holds.deleteAll();
    footage.delete();
    events.delete();
  }

  private Optional<TimeRange> extent() {
    Optional<IndexEntry> last = footage.last();
    Optional<IndexEntry> first = footage.first();
    if (first.isEmpty() || last.isEmpty()) {
      return Optional.empty();
    }
    Instant oldest = first.get().time();
    List<Instant> times = new ArrayList<>(List.of(oldest, last.get().time()));
    LogWalk.toTail(footage, last.get().position(), record -> times.add(record.time()));
    return Optional.of(new TimeRange(oldest, Collections.max(times)));
  }
}
