package io.finalnvr.core.analyze;

import io.finalnvr.StorageException;
import io.finalnvr.TimeRange;
import io.finalnvr.core.Clocks;
import io.finalnvr.core.LogNames;
import io.finalnvr.core.record.LeaseWait;
import io.finalnvr.core.record.Leases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Settles with all others who are at the same camera with an analyser of the same name what is
 * analysed next, and into which run. Blocks on I/O.
 */
final class Planner {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String cameraId;
  private final Optional<TimeRange> range;
  private final Supplier<Instant> newest;
  private final Runs runs;
  private final Leases leases;
  private final Clocks clocks;

  /**
   * Of a range, or live.
   *
   * @param newest how far footage goes
   */
  Planner(
      String cameraId,
      Optional<TimeRange> range,
      Supplier<Instant> newest,
      Runs runs,
      Leases leases,
      Clocks clocks) {
    this.cameraId = cameraId;
    this.range = range;
    this.newest = newest;
    this.runs = runs;
    this.leases = leases;
    this.clocks = clocks;
  }

  /**
   * What there is to do for an analyser.
   *
   * @param work empty for nothing
   * @param busy whether somebody else is at it
   */
  record Plan(Optional<Work> work, boolean busy) {}

  Plan next(String analyzer) {
    return LeaseWait.with(
        leases,
        clocks,
        LogNames.analysisLease(cameraId, analyzer),
        PATIENCE,
        "camera %s: others begin to analyse it".formatted(cameraId),
        lease -> plan(analyzer));
  }

  private Plan plan(String analyzer) {
    List<Stretch> known = runs.of(cameraId, analyzer).stream().map(this::stretch).toList();
    Choice.Next next =
        range.map(r -> Choice.range(r, known)).orElseGet(() -> Choice.live(newest.get(), known));
    if (next.piece().isEmpty()) {
      return new Plan(Optional.empty(), next.busy());
    }
    Choice.Piece piece = next.piece().get();
    Run run =
        piece
            .continued()
            .map(before -> runs.until(before, piece.until()))
            .orElseGet(() -> runs.add(cameraId, analyzer, piece.from(), piece.until()));
    Leases.Lease lease = leases.acquire(run.log());
    ResultLog log = ResultLog.open(run, runs.log(run), lease);
    return new Plan(Optional.of(new Work(log, piece.from(), piece.until())), next.busy());
  }

  private Stretch stretch(Run run) {
    return new Stretch(run, ResultLog.newest(run, runs.log(run)), isHeld(run));
  }

  /** One whose holder is gone does not count; only taking it tells. */
  private boolean isHeld(Run run) {
    if (!leases.isHeld(run.log())) {
      return false;
    }
    try {
      leases.acquire(run.log()).release();
      return false;
    } catch (StorageException e) {
      if (e.reason() == StorageException.Reason.WRITER_CONFLICT) {
        return true;
      }
      throw e;
    }
  }
}
