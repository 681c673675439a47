package io.finalnvr;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What retention removes of a camera's footage, and why. An immutable snapshot.
 *
 * @param cameraId the camera
 * @param policy which was asked
 * @param at when
 * @param cutoff what the policy said: footage before it may go
 * @param reason the same in words
 * @param removed the stretch that goes, up to the first entry of the index that stays; empty where
 *     nothing goes
 * @param bytesRemoved how many bytes that is
 * @param bytesKept how many bytes stay
 * @param held which holds reach into the stretch that goes; what they hold of it is copied before
 */
public record RetentionPlan(
    String cameraId,
    RetentionPolicy policy,
    Instant at,
    Optional<Instant> cutoff,
    String reason,
    Optional<TimeRange> removed,
    long bytesRemoved,
    long bytesKept,
    List<Hold> held) {

  /** Checks the arguments, and copies the list. */
  public RetentionPlan {
    Objects.requireNonNull(cameraId, "cameraId");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(cutoff, "cutoff");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(removed, "removed");
    held = List.copyOf(held);
  }
}
