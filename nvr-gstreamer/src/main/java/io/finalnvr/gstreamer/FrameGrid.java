package io.finalnvr.gstreamer;

/**
 * The instants at which a camera takes its frames: evenly spaced from its start on, whether anybody
 * watches or not.
 *
 * @param startNanos when frame 0 is due, on the scale of {@link System#nanoTime()}
 * @param framesPerSecond how many
 */
record FrameGrid(long startNanos, int framesPerSecond) {

  private static final long SECOND = 1_000_000_000L;

  /** Without the error of adding up rounded durations. */
  long due(long frame) {
    long seconds = Math.floorDiv(frame, framesPerSecond);
    long rest = Math.floorMod(frame, framesPerSecond);
    return startNanos + seconds * SECOND + rest * SECOND / framesPerSecond;
  }

  /** The first frame that is due at or after a time. */
  long next(long nanos) {
    long since = nanos - startNanos;
    long seconds = Math.floorDiv(since, SECOND);
    long frame =
        seconds * framesPerSecond + Math.floorMod(since, SECOND) * framesPerSecond / SECOND;
    while (due(frame) < nanos) {
      frame++;
    }
    return frame;
  }

  long frameNanos() {
    return SECOND / framesPerSecond;
  }
}
