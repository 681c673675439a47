package io.finalnvr;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Which events are looked for. An immutable value.
 *
 * <pre>{@code
 * EventQuery.of(lastNight).camera("gate").label("person").minScore(0.6)
 * }</pre>
 *
 * @param range with which they have an instant in common
 * @param cameraIds of which cameras; empty for all
 * @param labels with which labels; empty for all
 * @param sources by whom; empty for all
 * @param minScore the least score; those without a score are not found then
 * @param area that their own overlaps; those without one are everywhere
 * @param limit how many at the most, the earliest first
 */
public record EventQuery(
    TimeRange range,
    Set<String> cameraIds,
    Set<String> labels,
    Set<String> sources,
    OptionalDouble minScore,
    Optional<Event.Area> area,
    int limit) {

  private static final int MOST = 100_000;

  /** Checks the arguments and copies the sets. */
  public EventQuery {
    Objects.requireNonNull(range, "range");
    Objects.requireNonNull(area, "area");
    cameraIds = Set.copyOf(cameraIds);
    labels = Set.copyOf(labels);
    sources = Set.copyOf(sources);
    if (minScore.isPresent() && !(minScore.getAsDouble() >= 0 && minScore.getAsDouble() <= 1)) {
      throw new ConfigurationException(
          "a least score of %s; it must be between 0 and 1".formatted(minScore.getAsDouble()));
    }
    if (limit < 1 || limit > MOST) {
      throw new ConfigurationException(
          "a limit of %d events; it goes from 1 to %d".formatted(limit, MOST));
    }
  }

  /** All events of all cameras in a range, 10,000 at the most. */
  public static EventQuery of(TimeRange range) {
    return new EventQuery(
        range,
        Set.of(),
        Set.of(),
        Set.of(),
        OptionalDouble.empty(),
        Optional.empty(),
        /* limit= */ 10_000);
  }

  /** The same of some cameras only. */
  public EventQuery cameras(Set<String> ids) {
    return new EventQuery(range, ids, labels, sources, minScore, area, limit);
  }

  /** The same of one camera only. */
  public EventQuery camera(String id) {
    return cameras(Set.of(id));
  }

  /** The same with some labels only. */
  public EventQuery labels(Set<String> some) {
    return new EventQuery(range, cameraIds, some, sources, minScore, area, limit);
  }

  /** The same with one label only. */
  public EventQuery label(String one) {
    return labels(Set.of(one));
  }

  /** The same by some only: names of analysers, {@link Event#USER}. */
  public EventQuery sources(Set<String> some) {
    return new EventQuery(range, cameraIds, labels, some, minScore, area, limit);
  }

  /** The same with a least score. */
  public EventQuery minScore(double least) {
    return new EventQuery(range, cameraIds, labels, sources, OptionalDouble.of(least), area, limit);
  }

  /** The same with an area that the events' own must overlap. */
  public EventQuery area(Event.Area where) {
    return new EventQuery(range, cameraIds, labels, sources, minScore, Optional.of(where), limit);
  }

  /** The same with another limit. Default: 10,000. */
  public EventQuery limit(int most) {
    return new EventQuery(range, cameraIds, labels, sources, minScore, area, most);
  }

  /** Whether an event is one of those looked for, the limit aside. */
  public boolean matches(Event event) {
    return (cameraIds.isEmpty() || cameraIds.contains(event.cameraId()))
        && (labels.isEmpty() || labels.contains(event.label()))
        && (sources.isEmpty() || sources.contains(event.source()))
        && (event.range().overlaps(range) || range.contains(event.range().start()))
        && (minScore.isEmpty()
            || event.score().isPresent() && event.score().getAsDouble() >= minScore.getAsDouble())
        && (area.isEmpty() || event.area().isEmpty() || event.area().get().overlaps(area.get()));
  }
}
