package io.finalnvr.core.play;

import java.time.Duration;
import java.util.Deque;
import java.util.Optional;

/** Every picture, the newest first, down to the start of the footage or of the range. */
final class ReverseFeed implements Feed {

  private final Lane lane;
  private Place place;
  private boolean ended;

  ReverseFeed(Lane lane, Place place) {
    this.lane = lane;
    this.place = place;
  }

  @Override
  public void fill(Deque<Delivery> ready, Duration patience) {
    if (ended) {
      return;
    }
    Optional<Move> move = lane.bounds().isFirst(place) ? Optional.empty() : lane.previous(place);
    if (move.isEmpty()) {
      ended = true;
      ready.add(Delivery.end());
      return;
    }
    ready.addAll(lane.deliveries(move.get()));
    place = new Place(move.get().frame().time(), /* shown= */ true);
  }

  @Override
  public boolean atEdge() {
    return false;
  }

  @Override
  public boolean isLive() {
    return false;
  }

  @Override
  public void rest() {}

  @Override
  public void recover() {}

  @Override
  public void close() {}
}
