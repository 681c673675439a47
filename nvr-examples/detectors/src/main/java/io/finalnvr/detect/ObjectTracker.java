package io.finalnvr.detect;

import io.finalnvr.analysis.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Gives objects that overlap their place in the picture before the same track, the best overlap
 * first. Not thread-safe.
 */
final class ObjectTracker {

  private static final double LEAST_OVERLAP = 0.2;

  private final Duration linger;
  private final IntFunction<String> labels;
  private final List<Track> tracks = new ArrayList<>();
  private long number;

  private record Track(String name, Found last, Instant seen) {}

  private record Pair(Track track, Found found, double overlap) {}

  /**
   * Without a track.
   *
   * @param linger how long an object may be out of sight
   * @param labels of kinds
   */
  ObjectTracker(Duration linger, IntFunction<String> labels) {
    this.linger = linger;
    this.labels = labels;
  }

  List<Detection> take(Instant time, List<Found> objects) {
    tracks.removeIf(track -> Duration.between(track.seen(), time).compareTo(linger) > 0);
    List<Pair> pairs = new ArrayList<>();
    for (Track track : tracks) {
      for (Found found : objects) {
        double overlap = Overlap.of(track.last(), found);
        if (found.kind() == track.last().kind() && overlap >= LEAST_OVERLAP) {
          pairs.add(new Pair(track, found, overlap));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::overlap).reversed());
    List<Found> left = new ArrayList<>(objects);
    List<Detection> seen = new ArrayList<>();
    for (Pair pair : pairs) {
      if (tracks.contains(pair.track()) && left.remove(pair.found())) {
        tracks.remove(pair.track());
        seen.add(detection(pair.track().name(), pair.found(), time));
      }
    }
    for (Found found : left) {
      seen.add(detection(Long.toString(++number), found, time));
    }
    return seen.stream().filter(detection -> detection.box().isPresent()).toList();
  }

  private Detection detection(String name, Found found, Instant time) {
    tracks.add(new Track(name, found, time));
    Detection detection = Detection.of(labels.apply(found.kind()), found.score()).track(name);
    return found.area().map(detection::box).orElse(detection);
  }

  void forget() {
    tracks.clear();
  }

  String state() {
    return Long.toString(number);
  }

  void restore(String state) {
    try {
      number = Long.parseLong(state);
    } catch (NumberFormatException e) {
      number = 0;
    }
  }
}
