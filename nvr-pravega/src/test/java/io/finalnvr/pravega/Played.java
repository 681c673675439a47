package io.finalnvr.pravega;

import io.finalnvr.Gap;
import io.finalnvr.NvrException;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what a player delivers. */
final class Played implements FrameSink {

  private final List<EncodedFrame> frames = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private @Nullable NvrException failure;

  @Override
  public synchronized void onFrame(EncodedFrame frame) {
    frames.add(frame);
  }

  @Override
  public synchronized void onGap(Gap gap) {
    gaps.add(gap);
  }

  @Override
  public synchronized void onFailure(NvrException e) {
    failure = e;
  }

  synchronized List<EncodedFrame> frames() {
    return List.copyOf(frames);
  }

  synchronized List<Instant> times() {
    return frames.stream().map(EncodedFrame::time).toList();
  }

  synchronized List<Gap> gaps() {
    return List.copyOf(gaps);
  }

  synchronized @Nullable NvrException failure() {
    return failure;
  }
}
