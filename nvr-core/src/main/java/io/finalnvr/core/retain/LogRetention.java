package io.finalnvr.core.retain;

import io.finalnvr.RetentionPolicy;
import io.finalnvr.spi.FrameLog;
import java.time.Instant;
import java.util.Optional;

/** Retention of a log by itself, in which nothing is held. Blocks on I/O. */
public final class LogRetention {

  private LogRetention() {}

  /**
   * Removes what a policy says.
   *
   * @return the instant before which it says so
   */
  public static Optional<Instant> apply(FrameLog log, RetentionPolicy policy, Instant now) {
    Optional<Instant> cutoff = policy.cutoff(new LogFootage(log), now);
    cutoff.ifPresent(log::truncateBefore);
    return cutoff;
  }
}
