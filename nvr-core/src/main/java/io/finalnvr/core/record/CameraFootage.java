package io.finalnvr.core.record;

import io.finalnvr.CameraStream;
import io.finalnvr.Gap;
import io.finalnvr.TimeRange;
import io.finalnvr.Timeline;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.LogNames;
import io.finalnvr.core.hold.CameraHolds;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoredFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the store has of one stream of a camera. Thread-safe; methods block on I/O. Remembers what
 * it read of logs that only grow, so that asking again costs no more than what is new.
 */
public final class CameraFootage {

  private final String cameraId;
  private final String lease;
  private final FrameLog footage;
  private final FrameLog events;
  private final boolean hasLedger;
  private final Leases leases;
  private final Clocks clocks;
  private final CameraHolds holds;
  private final Ledger ledger;
  private final NewestTime newest;
  private final FoldCache index;
  private final FoundDamage damage = new FoundDamage();

  /** Of the main stream of a camera in a store. */
  public CameraFootage(String cameraId, Store store, Leases leases, Clocks clocks) {
    this(cameraId, CameraStream.MAIN, store, leases, clocks);
  }

  /** Of a stream of a camera in a store. */
  public CameraFootage(
      String cameraId, CameraStream stream, Store store, Leases leases, Clocks clocks) {
    this(cameraId, stream, LogNames.footage(cameraId, stream), true, store, leases, clocks);
  }

  /** Of a camera that shows a log of other software. */
  public static CameraFootage foreign(
      String cameraId, String footage, Store store, Leases leases, Clocks clocks) {
    boolean own = footage.equals(LogNames.footage(cameraId));
    return new CameraFootage(cameraId, CameraStream.MAIN, footage, own, store, leases, clocks);
  }

  private CameraFootage(
      String cameraId,
      CameraStream stream,
      String footage,
      boolean hasLedger,
      Store store,
      Leases leases,
      Clocks clocks) {
    this.cameraId = cameraId;
    this.lease = LogNames.stream(cameraId, stream);
    this.footage = store.frameLog(footage);
    this.hasLedger = hasLedger;
    this.events = store.frameLog(LogNames.events(cameraId, stream));
    this.leases = leases;
    this.clocks = clocks;
    this.holds = new CameraHolds(cameraId, stream, this.footage, store, leases, clocks);
    this.ledger = new Ledger(events);
    this.newest = new NewestTime(this.footage);
    this.index = new FoldCache(cameraId, this.footage);
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

  /** What happened to it. */
  Ledger ledger() {
    return ledger;
  }

  /** Recordings and gaps as they are now; by the index where no ledger was kept, or it is lost. */
  public Timeline timeline() {
    List<TimeRange> held = holds.heldTimes();
    return cut(TimelineMerge.withDamage(whole(held), damage.all()), held);
  }

  private Timeline whole(List<TimeRange> held) {
    List<LedgerEvent> events = hasLedger ? ledger.read() : List.of();
    if (events.isEmpty()) {
      return byIndex(held);
    }
    Optional<Instant> oldest =
        oldest().map(first -> held.isEmpty() ? first : earlier(held.get(0).start(), first));
    Optional<NewestTime.Newest> until = newest.find();
    boolean empty = oldest.isEmpty() || until.isEmpty();
    Optional<TimeRange> extent =
        empty ? Optional.empty() : Optional.of(range(oldest.get(), until.get().end()));
    Timeline byLedger =
        TimelineFold.timeline(cameraId, events, extent, leases.isHeld(lease), clocks.instant());
    return empty || LedgerTrust.isWhole(events, byLedger, range(oldest.get(), until.get().record()))
        ? byLedger
        : TimelineMerge.merge(byIndex(held), byLedger);
  }

  /** The index follows the data: of a new recording nothing may be in it yet. */
  private Optional<Instant> oldest() {
    List<Instant> found = new ArrayList<>();
    footage.first().map(IndexEntry::time).ifPresent(found::add);
    if (found.isEmpty()) {
      LogWalk.whileWanted(
          footage,
          footage.head(),
          item -> {
            if (item instanceof StoredFrame record) {
              found.add(record.time());
            }
            return found.isEmpty();
          });
    }
    return found.stream().findFirst();
  }

  private Timeline byIndex(List<TimeRange> held) {
    return held.isEmpty() ? index.timeline(clocks.instant()) : byIndex(Instant.MIN, Instant.MAX);
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
    boolean byLedger = hasLedger && !ledger.read().isEmpty();
    Timeline timeline = byLedger ? timeline() : byIndex(start, end);
    return timeline.gaps().stream().filter(gap -> gap.range().overlaps(hole)).findFirst();
  }

  /** A reader had to pass over damaged bytes. */
  public void foundDamaged(TimeRange stretch) {
    damage.add(stretch);
  }

  /** Removes what the ledger says only about footage that was removed. */
  public void forgetWhatIsGone() {
    Optional<Instant> oldestHeld = holds.heldTimes().stream().map(TimeRange::start).findFirst();
    oldestHeld.or(() -> footage.first().map(IndexEntry::time)).ifPresent(ledger::forgetBefore);
  }

  /** Deletes everything. */
  public void delete() {
    holds.deleteAll();
    footage.delete();
    events.delete();
  }

  private static TimeRange range(Instant from, Instant until) {
    return new TimeRange(from, until.isAfter(from) ? until : from);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
