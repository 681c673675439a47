package io.finalnvr.pravega;

import io.finalnvr.Gap;
import io.finalnvr.NvrException;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import io.finalnvr.media.Picture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what a player delivers. */
final class Played implements FrameSink {

  private final List<EncodedFrame> frames = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private @Nullable NvrException failure;

  /** A decoder that only says which frame it was asked for. */
  static Picture picture(List<EncodedFrame> frames, SnapshotRequest request) {
    EncodedFrame last = frames.get(frames.size() - 1);
    return new Picture(last.time(), request.format(), last.data());
  }

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
