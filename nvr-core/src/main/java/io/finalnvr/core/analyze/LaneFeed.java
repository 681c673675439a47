package io.finalnvr.core.analyze;

import io.finalnvr.Gap;
import io.finalnvr.NvrException;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.DecodedFrameSink;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives pictures to the lanes that ask for the same ones. */
final class LaneFeed implements DecodedFrameSink {

  private final List<Lane> lanes;
  private volatile @Nullable NvrException failure;

  LaneFeed(List<Lane> lanes) {
    this.lanes = lanes;
  }

  Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void onFrame(DecodedFrame frame) {
    try {
      for (Lane lane : lanes) {
        lane.put(frame);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onSkipped(Instant time, String reason) {
    lanes.forEach(Lane::undecodable);
  }

  @Override
  public void onGap(Gap gap) {
    lanes.forEach(Lane::gap);
  }

  @Override
  public void onEnd() {
    lanes.forEach(Lane::end);
  }

  @Override
  public void onFailure(NvrException e) {
    failure = e;
    // Wakes whoever waits for the lanes.
    lanes.forEach(Lane::stop);
  }
}
