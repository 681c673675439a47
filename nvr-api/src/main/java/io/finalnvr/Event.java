package io.finalnvr;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Something that happened in front of a camera, or was said to have: a door that opened, a person
 * that was seen. An immutable value.
 *
 * @param id unique; an event appended twice under one id is one event
 * @param cameraId the camera
 * @param source who says so: {@code user}, or the name of an analyser
 * @param label what it is, for people and for searches: {@code door}, {@code person}
 * @param range when, on the timeline; an instant where start and end are the same
 * @param score how sure that is, from 0 to 1
 * @param area where in the picture
 * @param attributes whatever else is to be said of it
 * @param trigger whether, and how, it starts recording
 */
public record Event(
    String id,
    String cameraId,
    String source,
    String label,
    TimeRange range,
    OptionalDouble score,
    Optional<Area> area,
    Map<String, String> attributes,
    Optional<Trigger> trigger) {

  /** The source of events that an application or a person appends. */
  public static final String USER = "user";

  /** Attribute of an event of an analyser that has not ended yet; its value is {@code true}. */
  public static final String ONGOING = "ongoing";

  /** Checks the arguments and copies the map. */
  public Event {
    Objects.requireNonNull(cameraId, "cameraId");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(range, "range");
    Objects.requireNonNull(score, "score");
    Objects.requireNonNull(area, "area");
    Objects.requireNonNull(trigger, "trigger");
    if (id.isBlank() || source.isBlank()) {
      throw new ConfigurationException("an event needs an id and a source");
    }
    if (score.isPresent() && !(score.getAsDouble() >= 0 && score.getAsDouble() <= 1)) {
      throw new ConfigurationException(
          "a score of %s; it must be between 0 and 1".formatted(score.getAsDouble()));
    }
    attributes = Map.copyOf(new TreeMap<>(attributes));
  }

  /** Something that happened at an instant; starts no recording. */
  public static Event at(String cameraId, String label, Instant instant) {
    return of(cameraId, label, new TimeRange(instant, instant));
  }

  /** Something that went on for a while; starts no recording. */
  public static Event of(String cameraId, String label, TimeRange range) {
    return new Event(
        UUID.randomUUID().toString(),
        cameraId,
        USER,
        label,
        range,
        OptionalDouble.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty());
  }

  /** The same, starting recording with the pre-roll and post-roll of the schedule. */
  public Event triggering() {
    return with(new Trigger(Optional.empty()));
  }

  /**
   * The same, starting recording with the pre-roll of the schedule.
   *
   * @param postRoll how long to record after it, in place of what the schedule says
   */
  public Event triggering(Duration postRoll) {
    return with(new Trigger(Optional.of(postRoll)));
  }

  private Event with(Trigger how) {
    return new Event(id, cameraId, source, label, range, score, area, attributes, Optional.of(how));
  }

  /** The same with a score. */
  public Event score(double sure) {
    return new Event(
        id, cameraId, source, label, range, OptionalDouble.of(sure), area, attributes, trigger);
  }

  /** The same with a place in the picture. */
  public Event area(Area where) {
    return new Event(
        id, cameraId, source, label, range, score, Optional.of(where), attributes, trigger);
  }

  /** The same with one more attribute. */
  public Event attribute(String key, String value) {
    Map<String, String> more = new TreeMap<>(attributes);
    more.put(key, value);
    return new Event(id, cameraId, source, label, range, score, area, more, trigger);
  }

  /** The same by another source, under an id that it has chosen. */
  public Event from(String who, String chosenId) {
    return new Event(chosenId, cameraId, who, label, range, score, area, attributes, trigger);
  }

  /**
   * How an event starts recording, where the schedule records on events.
   *
   * @param postRoll how long to record after it, up to 24 h; empty for what the schedule says
   */
  public record Trigger(Optional<Duration> postRoll) {
    /** Checks the argument. */
    public Trigger {
      postRoll.ifPresent(given -> new RecordingDemand.EventRoll(Duration.ZERO, given));
    }
  }

  /**
   * A rectangle of the picture, as parts of its width and height.
   *
   * @param x left edge, from 0 to 1
   * @param y upper edge, from 0 to 1
   * @param width above 0; {@code x + width} at most 1
   * @param height above 0; {@code y + height} at most 1
   */
  public record Area(double x, double y, double width, double height) {
    private static final double TOLERANCE = 1e-6;

    /** Checks the arguments. */
    public Area {
      boolean inside =
          x >= 0
              && y >= 0
              && width > 0
              && height > 0
              && x + width <= 1 + TOLERANCE
              && y + height <= 1 + TOLERANCE;
      if (!inside) {
        throw new ConfigurationException(
            "an area of %s x %s at %s, %s does not lie in the picture, which goes from 0 to 1"
                .formatted(width, height, x, y));
      }
    }

    /** Whether the two have a part of the picture in common. */
    public boolean overlaps(Area other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }
  }
}
