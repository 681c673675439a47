package io.finalnvr.core.hold;

import io.finalnvr.CameraStream;
import io.finalnvr.Hold;
import io.finalnvr.StorageException;
import io.finalnvr.TimeRange;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.LogNames;
import io.finalnvr.core.record.LeaseWait;
import io.finalnvr.core.record.Leases;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.Store;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The holds of one stream of a camera. Thread-safe; methods block on I/O. */
public final class CameraHolds {

  private static final Logger LOG = LoggerFactory.getLogger(CameraHolds.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String cameraId;
  private final CameraStream stream;

  /** What the stream is called. */
  private final String name;

  private final Store store;
  private final HoldMap holds;
  private final FrameLog footage;
  private final Leases leases;
  private final Clocks clocks;

  /** Of a stream of a camera in a store. */
  public CameraHolds(
      String cameraId,
      CameraStream stream,
      FrameLog footage,
      Store store,
      Leases leases,
      Clocks clocks) {
    this.cameraId = cameraId;
    this.stream = stream;
    this.name = LogNames.stream(cameraId, stream);
    this.store = store;
    this.holds = new HoldMap(store.versionedMap("holds"));
    this.footage = footage;
    this.leases = leases;
    this.clocks = clocks;
  }

  /** The camera of a hold's id. */
  public static String cameraId(String holdId) {
    return HoldNames.cameraId(holdId);
  }

  /** The stream of a hold's id. */
  public static CameraStream stream(String holdId) {
    return HoldNames.stream(holdId);
  }

  /** Those not released, oldest first. */
  public List<Hold> list() {
    return entries().stream().map(HoldEntry::hold).toList();
  }

  /** Adds one; from when this returns, no cut passes it. */
  public Hold add(TimeRange range, String note) {
    return withLease(
        lease -> {
          String id = HoldNames.next(name, holds.of(name));
          Hold hold = new Hold(id, cameraId, stream, range, note, clocks.instant());
          holds.add(HoldEntry.of(hold));
          LOG.info("camera {}: {} holds {} to {}", name, id, range.start(), range.end());
          return hold;
        });
  }

  /** Ends one and deletes its copy. */
  public void release(String holdId) {
    withLease(
        lease -> {
          if (holds.get(holdId).isEmpty()) {
            throw HoldMap.unknown(holdId);
          }
          forget(holds.update(holdId, HoldEntry::asReleased));
          LOG.info("camera {}: {} is released", name, holdId);
          return holdId;
        });
  }

  /** Ends all, and deletes their copies. */
  public void deleteAll() {
    if (!holds.of(name).isEmpty()) {
      withLease(
          lease -> {
            holds.of(name).forEach(this::forget);
            return name;
          });
    }
  }

  private void forget(HoldEntry entry) {
    store.frameLog(entry.hold().id()).delete();
    holds.remove(entry.hold().id());
  }

  private List<HoldEntry> entries() {
    return holds.of(name).stream().filter(entry -> !entry.released()).toList();
  }

  /** The footage with held stretches where they were before they were cut. */
  public FrameLog playable() {
    return new HeldFootage(footage, this::partsBefore);
  }

  private List<HeldPart> partsBefore(long head) {
    return HeldPart.of(
        entries().stream()
            .filter(entry -> entry.copied().isPresent() && !entry.anchors().isEmpty())
            .map(
                entry ->
                    new HeldPart(
                        entry,
                        store.frameLog(entry.hold().id()),
                        entry.anchors().get(0).source(),
                        entry.copied().get().until()))
            .toList(),
        head);
  }

  /** The stretches of time that are left only in copies, or begin in one; ordered. */
  public List<TimeRange> heldTimes() {
    return partsBefore(footage.head()).stream().map(HeldPart::times).toList();
  }

  /**
   * Makes copies durable of what is held before a position.
   *
   * @param lease of {@link #withLease}
   * @param mostBytes where that many are copied of one hold, it stops for now
   * @return the position before which the footage may be cut
   */
  public long copyBefore(long cut, Leases.Lease lease, long mostBytes) {
    long allowed = cut;
    for (HoldEntry entry : holds.of(name)) {
      if (entry.released()) {
        forget(entry);
      } else {
        FrameLog copy = store.frameLog(entry.hold().id());
        long mayGo =
            new HoldCopy(entry, footage, copy, holds, () -> requireValid(lease))
                .copyBefore(cut, mostBytes);
        allowed = Math.min(allowed, mayGo);
      }
    }
    requireValid(lease);
    return allowed;
  }

  private void requireValid(Leases.Lease lease) {
    if (!lease.isValid()) {
      throw new StorageException(
          StorageException.Reason.WRITER_CONFLICT,
          "camera %s: another process took over its retention".formatted(name));
    }
  }

  /**
   * Does what nobody else may do at the same time. Waits up to 30 s for others.
   *
   * @throws StorageException with reason WRITER_CONFLICT when others are not done by then
   */
  public <T> T withLease(Function<Leases.Lease, T> action) {
    return LeaseWait.with(
        leases,
        clocks,
        LogNames.retentionLease(name),
        PATIENCE,
        "camera %s: its footage is being cut or held by somebody else".formatted(name),
        action);
  }
}
