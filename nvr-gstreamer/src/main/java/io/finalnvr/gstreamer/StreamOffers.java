package io.finalnvr.gstreamer;

import io.finalnvr.media.TrackKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a camera offers, and which of it is taken: one stream of pictures and one of sound. */
final class StreamOffers {

  private final List<String> offered = new ArrayList<>();
  private final Set<TrackKind> taken = EnumSet.noneOf(TrackKind.class);

  /** Notes a stream that can be recorded; true for the first one of its kind. */
  synchronized boolean take(String description, TrackKind kind) {
    offered.add(description);
    return taken.add(kind);
  }

  /** Notes a stream that can't be recorded. */
  synchronized void refuse(String description) {
    offered.add(description);
  }

  synchronized boolean isEmpty() {
    return offered.isEmpty();
  }

  synchronized boolean nothingUsable() {
    return !offered.isEmpty() && taken.isEmpty();
  }

  @Override
  public synchronized String toString() {
    return offered.isEmpty() ? "nothing" : String.join(", ", offered);
  }
}
