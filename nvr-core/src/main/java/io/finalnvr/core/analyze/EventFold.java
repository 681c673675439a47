package io.finalnvr.core.analyze;

import io.finalnvr.Event;
import io.finalnvr.TimeRange;
import io.finalnvr.analysis.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Makes events of detections: those of one track are one event, from the first to the last; one
 * without a track is an event of an instant. Pure; not thread-safe.
 */
final class EventFold {

  /** What an event says of its track, and of when its score was greatest. */
  static final String TRACK = "track";

  static final String PEAK = "peak";

  /** Of events that go on at a time; the oldest are ended. */
  private static final int MOST_ONGOING = 500;

  private final Run run;
  private final Duration linger;
  private final Map<String, Event> ongoing = new LinkedHashMap<>();
  private long next;

  /**
   * What a picture changes.
   *
   * @param begun events that begin with it, as far as they are known
   * @param ended events that have ended before it, or are over with it
   */
  record Changes(List<Event> begun, List<Event> ended) {
    boolean isEmpty() {
      return begun.isEmpty() && ended.isEmpty();
    }
  }

  /**
   * Goes on after a record of the run.
   *
   * @param linger how long a track may be out of sight before its event ends
   * @param last the record; empty at the beginning
   */
  EventFold(Run run, Duration linger, Optional<ResultRecord> last) {
    this.run = run;
    this.linger = linger;
    this.next = last.map(ResultRecord::nextEvent).orElse(0L);
    last.ifPresent(record -> record.ongoing().forEach(event -> ongoing.put(key(event), event)));
  }

  private static String key(Event event) {
    return key(event.label(), event.attributes().getOrDefault(TRACK, event.id()));
  }

  private static String key(String label, String track) {
    return label + " " + track;
  }

  /** Takes what is seen in the next picture. */
  Changes take(Instant time, List<Detection> detections) {
    List<Event> begun = new ArrayList<>();
    List<Event> ended = new ArrayList<>();
    for (Detection detection : detections) {
      if (detection.track().isEmpty()) {
        Event event = begin(detection, time);
        begun.add(event);
        ended.add(event);
        continue;
      }
      String key = key(detection.label(), detection.track().get());
      Event before = ongoing.get(key);
      if (before == null) {
        Event event = begin(detection, time);
        begun.add(event);
        ongoing.put(key, event);
      } else {
        ongoing.put(key, extended(before, detection, time));
      }
    }
    endThoseOutOfSight(time, ended);
    return new Changes(begun, ended);
  }

  private void endThoseOutOfSight(Instant time, List<Event> ended) {
    int tooMany = ongoing.size() - MOST_ONGOING;
    for (Iterator<Event> events = ongoing.values().iterator(); events.hasNext(); ) {
      Event event = events.next();
      if (tooMany-- > 0 || Duration.between(event.range().end(), time).compareTo(linger) > 0) {
        ended.add(event);
        events.remove();
      }
    }
  }

  /** Ends all: footage is missing, or the end is reached. */
  List<Event> endAll() {
    List<Event> ended = List.copyOf(ongoing.values());
    ongoing.clear();
    return ended;
  }

  List<Event> ongoing() {
    return List.copyOf(ongoing.values());
  }

  long next() {
    return next;
  }

  private Event begin(Detection detection, Instant time) {
    Map<String, String> attributes = new TreeMap<>(detection.attributes());
    detection.track().ifPresent(track -> attributes.put(TRACK, track));
    detection.track().ifPresent(track -> attributes.put(PEAK, time.toString()));
    Instant begin = detection.since().filter(since -> since.isBefore(time)).orElse(time);
    return new Event(
        run.log() + "/" + ++next,
        run.cameraId(),
        run.analyzer(),
        detection.label(),
        new TimeRange(begin, time),
        OptionalDouble.of(detection.score()),
        detection.box(),
        attributes,
        Optional.empty());
  }

  private static Event extended(Event before, Detection now, Instant time) {
    double greatest = before.score().orElse(0);
    Map<String, String> attributes = new TreeMap<>(before.attributes());
    attributes.putAll(now.attributes());
    if (now.score() > greatest) {
      attributes.put(PEAK, time.toString());
    }
    return new Event(
        before.id(),
        before.cameraId(),
        before.source(),
        before.label(),
        new TimeRange(before.range().start(), time),
        OptionalDouble.of(Math.max(greatest, now.score())),
        union(before.area(), now.box()),
        attributes,
        Optional.empty());
  }

  private static Optional<Event.Area> union(Optional<Event.Area> a, Optional<Event.Area> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return Optional.empty();
    }
    double x = Math.min(a.get().x(), b.get().x());
    double y = Math.min(a.get().y(), b.get().y());
    double right = Math.max(a.get().x() + a.get().width(), b.get().x() + b.get().width());
    double bottom = Math.max(a.get().y() + a.get().height(), b.get().y() + b.get().height());
    return Optional.of(new Event.Area(x, y, right - x, bottom - y));
  }
}
