package io.finalnvr.core.retain;

import io.finalnvr.RetentionPlan;
import io.finalnvr.RetentionPolicy;
import io.finalnvr.TimeRange;
import io.finalnvr.core.record.CameraFootage;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Retention of one camera. Methods block on the store and cost O(log n) reads. */
public final class CameraRetention {

  private static final Logger LOG = LoggerFactory.getLogger(CameraRetention.class);

  private final String cameraId;
  private final CameraFootage camera;

  /** Of a camera. */
  public CameraRetention(String cameraId, CameraFootage camera) {
    this.cameraId = cameraId;
    this.camera = camera;
  }

  /** What a policy would remove now. */
  public RetentionPlan plan(RetentionPolicy policy, Instant now) {
    FrameLog log = camera.footage();
    LogFootage footage = new LogFootage(log);
    long head = log.head();
    long tail = Math.max(head, log.tail());
    Optional<Instant> oldest = log.first().map(IndexEntry::time);
    Optional<Instant> cutoff = policy.cutoff(footage, now);
    Optional<IndexEntry> stays =
        cutoff.flatMap(log::entryAtOrBefore).filter(entry -> entry.position() > head);
    long newHead = stays.map(entry -> Math.min(entry.position(), tail)).orElse(head);
    return new RetentionPlan(
        cameraId,
        policy,
        now,
        cutoff,
        policy.explain(footage, now),
        stays.flatMap(entry -> oldest.map(start -> range(start, entry.time()))),
        newHead - head,
        tail - newHead);
  }

  /**
   * Removes what a policy says.
   *
   * @return what was removed
   */
  public RetentionPlan apply(RetentionPolicy policy, Instant now) {
    RetentionPlan plan = plan(policy, now);
    if (plan.removed().isPresent()) {
      Instant oldestLeft = plan.removed().get().end();
      camera.footage().truncateBefore(oldestLeft);
      LOG.info(
          "camera {}: retention removed {} bytes up to {}, {} bytes stay: {}",
          cameraId,
          plan.bytesRemoved(),
          oldestLeft,
          plan.bytesKept(),
          plan.reason());
      camera.forgetBefore(oldestLeft);
    }
    return plan;
  }

  private static TimeRange range(Instant start, Instant end) {
    return new TimeRange(start.isBefore(end) ? start : end, end);
  }
}
