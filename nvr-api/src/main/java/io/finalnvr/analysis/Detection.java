package io.finalnvr.analysis;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Event;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something that is seen in one picture. An immutable value.
 *
 * <p>Detections of the same track become one {@link Event} that lasts from the first to the last;
 * one without a track is an event of an instant.
 *
 * @param label what it is, for people and for searches: {@code motion}, {@code person}
 * @param score how sure that is, or how strong, from 0 to 1
 * @param box where in the picture; empty for all of it
 * @param track the same for the same thing in one picture and the next, 1 to 100 characters
 * @param since when it began, where it is told of only now
 * @param attributes whatever else is to be said of it, 20 at most
 */
public record Detection(
    String label,
    double score,
    Optional<Event.Area> box,
    Optional<String> track,
    Optional<Instant> since,
    Map<String, String> attributes) {

  private static final int MOST_ATTRIBUTES = 20;
  private static final int LONGEST = 100;

  /** Checks the arguments and copies the map. */
  public Detection {
    Objects.requireNonNull(box, "box");
    Objects.requireNonNull(since, "since");
    if (label.isBlank() || label.length() > LONGEST) {
      throw new ConfigurationException("a detection needs a label of 1 to 100 characters");
    }
    if (!(score >= 0 && score <= 1)) {
      throw new ConfigurationException(
          "a score of %s; it must be between 0 and 1".formatted(score));
    }
    if (track.isPresent() && (track.get().isEmpty() || track.get().length() > LONGEST)) {
      throw new ConfigurationException("a track has a name of 1 to 100 characters");
    }
    if (attributes.size() > MOST_ATTRIBUTES) {
      throw new ConfigurationException(
          "%d attributes; a detection has 20 at most".formatted(attributes.size()));
    }
    attributes = Map.copyOf(new TreeMap<>(attributes));
  }

  /** Something somewhere in the picture. */
  public static Detection of(String label, double score) {
    return new Detection(
        label, score, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
  }

  /** The same with a place in the picture. */
  public Detection box(Event.Area where) {
    return new Detection(label, score, Optional.of(where), track, since, attributes);
  }

  /** The same with a track. */
  public Detection track(String name) {
    return new Detection(label, score, box, Optional.of(name), since, attributes);
  }

  /** The same, having begun before this picture. */
  public Detection since(Instant begin) {
    return new Detection(label, score, box, track, Optional.of(begin), attributes);
  }

  /** The same with one more attribute. */
  public Detection attribute(String key, String value) {
    Map<String, String> more = new TreeMap<>(attributes);
    more.put(key, value);
    return new Detection(label, score, box, track, since, more);
  }
}
