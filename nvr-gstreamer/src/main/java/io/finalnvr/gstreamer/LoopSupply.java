package io.finalnvr.gstreamer;

import com.sun.jna.Pointer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encoded frames, sent over and over. None is left out, however late it is. */
final class LoopSupply implements FrameSupply {

  /**
   * A frame.
   *
   * @param dueNanos when it is sent, counted from the start of the loop; not negative
   * @param delayNanos from when it is sent to when it is shown
   * @param data the bytes
   */
  record Frame(long dueNanos, long delayNanos, byte[] data) {}

  private final List<Frame> frames;
  private final long periodNanos;
  private long loopStart;
  private int index = -1;

  /**
   * A supply that begins with the first frame.
   *
   * @param startNanos when the first loop begins
   * @param periodNanos from the start of a loop to that of the next
   */
  LoopSupply(List<Frame> frames, long startNanos, long periodNanos) {
    this.frames = frames;
    this.periodNanos = periodNanos;
    this.loopStart = startNanos;
  }

  @Override
  public long advance(long now) {
    index++;
    if (index == frames.size()) {
      index = 0;
      loopStart += periodNanos;
    }
    return loopStart + frames.get(index).dueNanos();
  }

  @Override
  public @Nullable Pointer frame(long runningTime, Instant time) {
    Frame frame = frames.get(index);
    return NativeMedia.buffer(
        frame.data(), runningTime + frame.delayNanos(), runningTime, NativeMedia.NO_TIME);
  }
}
