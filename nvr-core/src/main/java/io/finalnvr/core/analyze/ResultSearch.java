package io.finalnvr.core.analyze;

import io.finalnvr.Event;
import io.finalnvr.EventQuery;
import io.finalnvr.TimeRange;
import io.finalnvr.analysis.AnalyzedFrame;
import io.finalnvr.analysis.Detection;
import io.finalnvr.core.record.Leases;
import io.finalnvr.core.record.LogWalk;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.IndexEntry;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds what analysers have found: begins by the index of each log, and ends where the range does.
 * Thread-safe; blocks on I/O.
 */
public final class ResultSearch {

  /** No record without an index entry is later than this after the newest entry. */
  private static final Duration INDEX_LAG = Duration.ofSeconds(11);

  /** How far behind a range is read for the end of an event that reaches out of it. */
  private static final int MOST_BEHIND = 1_000;

  private static final int MOST_FRAMES = 100_000;

  private final Runs runs;
  private final Leases leases;

  /** Of the runs in a store. */
  public ResultSearch(Runs runs, Leases leases) {
    this.runs = runs;
    this.leases = leases;
  }

  /** Events of a camera that are looked for, in no order. */
  public Collection<Event> events(String cameraId, EventQuery query) {
    Map<String, Event> found = new LinkedHashMap<>();
    for (Run run : runs.of(cameraId)) {
      if (query.sources().isEmpty() || query.sources().contains(run.analyzer())) {
        events(run, query, found);
      }
    }
    return found.values();
  }

  private void events(Run run, EventQuery query, Map<String, Event> found) {
    Map<String, Event> open = new LinkedHashMap<>();
    int[] behind = {0};
    walk(
        run,
        query.range(),
        record -> {
          record.ended().stream()
              .filter(query::matches)
              .forEach(event -> found.put(event.id(), event));
          open.clear();
          record.ongoing().stream()
              .filter(query::matches)
              .forEach(event -> open.put(event.id(), event));
          boolean beyond = !record.until().isBefore(query.range().end());
          boolean wanted = !beyond || !open.isEmpty() && ++behind[0] < MOST_BEHIND;
          return wanted && found.size() < query.limit() + MOST_BEHIND;
        });
    if (!open.isEmpty()) {
      boolean goesOn = leases.isHeld(run.log());
      open.forEach(
          (id, event) -> found.put(id, goesOn ? event.attribute(Event.ONGOING, "true") : event));
    }
  }

  /** What an analyser has seen in each picture of a range, by time. */
  public List<AnalyzedFrame> detections(String cameraId, String analyzer, TimeRange range) {
    List<AnalyzedFrame> frames = new ArrayList<>();
    for (Run run : runs.of(cameraId, analyzer)) {
      walk(
          run,
          range,
          record -> {
            record.seen().stream()
                .filter(frame -> range.contains(frame.time()))
                .forEach(frames::add);
            return record.until().isBefore(range.end()) && frames.size() < MOST_FRAMES;
          });
    }
    return frames.stream()
        .sorted(Comparator.comparing(AnalyzedFrame::time))
        .limit(MOST_FRAMES)
        .toList();
  }

  /** The greatest score of detections with a label in each part of a range. */
  public List<Double> activity(String cameraId, String label, TimeRange range, int parts) {
    Activity activity = new Activity(range, parts);
    for (Run run : runs.of(cameraId)) {
      walk(
          run,
          range,
          record -> {
            for (AnalyzedFrame frame : record.seen()) {
              for (Detection detection : frame.detections()) {
                if (detection.label().equals(label)) {
                  activity.add(frame.time(), detection.score());
                }
              }
            }
            return record.until().isBefore(range.end());
          });
    }
    return activity.parts();
  }

  /**
   * Gives the records of a run from the start of a range on, until they are not wanted any more.
   */
  private void walk(Run run, TimeRange range, Predicate<ResultRecord> wanted) {
    if (!run.from().isBefore(range.end())) {
      return;
    }
    FrameLog log = runs.log(run);
    Optional<IndexEntry> last = log.last();
    if (last.isEmpty() || last.get().time().plus(INDEX_LAG).isBefore(range.start())) {
      return;
    }
    Instant start = range.start();
    long from = log.entryAtOrBefore(start).map(IndexEntry::position).orElseGet(log::head);
    LogWalk.whileWanted(
        log,
        from,
        item -> {
          if (!(item instanceof StoredFrame stored) || stored.time().isBefore(start)) {
            return true;
          }
          return ResultJson.read(run.cameraId(), run.analyzer(), stored.payload())
              .map(wanted::test)
              .orElse(true);
        });
  }
}
