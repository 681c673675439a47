package io.finalnvr.core.analyze;

import io.finalnvr.RetentionPolicy;
import io.finalnvr.core.record.Leases;
import io.finalnvr.core.retain.LogRetention;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Retention of what analysers have found: by age it is as old as the footage. Blocks on I/O. */
public final class ResultRetention {

  /** No record is later than this after the newest index entry. */
  private static final Duration INDEX_LAG = Duration.ofSeconds(11);

  private final Runs runs;
  private final Leases leases;

  /** Of the runs in a store. */
  public ResultRetention(Runs runs, Leases leases) {
    this.runs = runs;
    this.leases = leases;
  }

  /** Removes what a policy says; a run of which nothing is left is forgotten. */
  public void apply(String cameraId, RetentionPolicy policy, Instant now) {
    for (Run run : runs.of(cameraId)) {
      FrameLog log = runs.log(run);
      Optional<Instant> cutoff = LogRetention.apply(log, policy, now);
      Optional<Instant> newest = log.last().map(IndexEntry::time);
      if (cutoff.isPresent()
          && newest.isPresent()
          && newest.get().plus(INDEX_LAG).isBefore(cutoff.get())
          && !leases.isHeld(run.log())) {
        runs.remove(run);
      }
    }
  }
}
