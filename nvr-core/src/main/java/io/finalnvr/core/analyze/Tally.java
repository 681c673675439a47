package io.finalnvr.core.analyze;

import io.finalnvr.analysis.AnalysisStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Counts of one analyser. Thread-safe. */
final class Tally {

  private long analyzed;
  private long skipped;
  private long undecodable;
  private long detections;
  private long events;
  private long failures;
  private long failed;
  private Optional<Instant> until = Optional.empty();
  private Optional<Duration> delay = Optional.empty();

  /** The lane goes on behind what is there already. */
  synchronized void goesOnAfter(Instant instant) {
    until = Optional.of(instant);
  }

  synchronized void failure() {
    failures++;
  }

  synchronized void durable(ResultRecord record, int begun, Instant now) {
    analyzed += record.counts().analyzed();
    skipped += record.counts().skipped();
    undecodable += record.counts().undecodable();
    failed += record.counts().failed();
    detections += record.seen().stream().mapToLong(frame -> frame.detections().size()).sum();
    events += begun;
    until = Optional.of(record.until());
    delay = Optional.of(Duration.between(record.until(), now));
  }

  synchronized AnalysisStatistics statistics() {
    return new AnalysisStatistics(
        analyzed, skipped, undecodable, detections, events, failures, failed, until, delay);
  }
}
