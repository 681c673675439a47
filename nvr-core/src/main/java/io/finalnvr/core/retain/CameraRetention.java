package io.finalnvr.core.retain;

import io.finalnvr.Hold;
import io.finalnvr.RetentionPlan;
import io.finalnvr.RetentionPolicy;
import io.finalnvr.TimeRange;
import io.finalnvr.core.hold.CameraHolds;
import io.finalnvr.core.record.CameraFootage;
import io.finalnvr.core.record.Leases;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Retention of one camera. Methods block on the store; without holds they cost O(log n) reads. */
public final class CameraRetention {

  private static final Logger LOG = LoggerFactory.getLogger(CameraRetention.class);

  private final String cameraId;
  private final CameraFootage camera;
  private final CameraHolds holds;

  /** Of a camera. */
  public CameraRetention(String cameraId, CameraFootage camera) {
    this.cameraId = cameraId;
    this.camera = camera;
    this.holds = camera.holds();
  }

  /** What a policy would remove now. */
  public RetentionPlan plan(RetentionPolicy policy, Instant now) {
    FrameLog log = camera.footage();
    LogFootage footage = new LogFootage(log);
    Optional<Instant> cutoff = policy.cutoff(footage, now);
    Optional<IndexEntry> stays = cutoff.flatMap(log::entryAtOrBefore);
    return planUpTo(stays, policy, now, cutoff, policy.explain(footage, now));
  }

  private RetentionPlan planUpTo(
      Optional<IndexEntry> entry,
      RetentionPolicy policy,
      Instant now,
      Optional<Instant> cutoff,
      String reason) {
    FrameLog log = camera.footage();
    long head = log.head();
    long tail = Math.max(head, log.tail());
    Optional<Instant> oldest = log.first().map(IndexEntry::time);
    Optional<IndexEntry> stays = entry.filter(e -> e.position() > head);
    long newHead = stays.map(e -> Math.min(e.position(), tail)).orElse(head);
    Optional<TimeRange> removed = stays.flatMap(e -> oldest.map(start -> range(start, e.time())));
    List<Hold> held =
        removed
            .map(range -> holds.list().stream().filter(h -> h.range().overlaps(range)).toList())
            .orElse(List.of());
    return new RetentionPlan(
        cameraId, policy, now, cutoff, reason, removed, newHead - head, tail - newHead, held);
  }

  /**
   * Removes what a policy says.
   *
   * @param mostBytes how many bytes are copied of one hold at the most; where that does not reach,
   *     less is removed
   * @return what was removed
   */
  public RetentionPlan apply(RetentionPolicy policy, Instant now, long mostBytes) {
    RetentionPlan plan = plan(policy, now);
    return plan.removed().isPresent()
        ? holds.withLease(lease -> cut(policy, now, mostBytes, lease))
        : plan;
  }

  private RetentionPlan cut(
      RetentionPolicy policy, Instant now, long mostBytes, Leases.Lease lease) {
    FrameLog log = camera.footage();
    RetentionPlan wanted = plan(policy, now);
    if (wanted.removed().isEmpty()) {
      return wanted;
    }
    Instant oldestLeft = wanted.removed().get().end();
    long cut = log.entryAtOrBefore(oldestLeft).map(IndexEntry::position).orElse(0L);
    long allowed = holds.copyBefore(cut, lease, mostBytes);
    RetentionPlan plan =
        allowed >= cut
            ? wanted
            : planUpTo(
                newestAt(allowed), policy, now, wanted.cutoff(), wanted.reason() + HOLDS_FIRST);
    if (plan.removed().isPresent()) {
      log.truncateBefore(plan.removed().get().end());
      LOG.info(
          "camera {}: retention removed {} bytes up to {}, {} bytes stay: {}",
          cameraId,
          plan.bytesRemoved(),
          plan.removed().get().end(),
          plan.bytesKept(),
          plan.reason());
      camera.forgetWhatIsGone();
    }
    return plan;
  }

  private static final String HOLDS_FIRST = "; the rest goes when what is held of it is copied";

  /** The newest entry not after a position. */
  private Optional<IndexEntry> newestAt(long position) {
    FrameLog log = camera.footage();
    Optional<IndexEntry> at = log.entryAtOrAfter(position);
    return at.filter(entry -> entry.position() > position).isPresent()
        ? log.entryAtOrBefore(at.get().time().minusNanos(1))
        : at;
  }

  private static TimeRange range(Instant start, Instant end) {
    return new TimeRange(start.isBefore(end) ? start : end, end);
  }
}
