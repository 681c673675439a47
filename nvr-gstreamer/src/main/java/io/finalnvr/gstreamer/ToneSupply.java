package io.finalnvr.gstreamer;

import com.sun.jna.Pointer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Raw sound, mono: a beep of a tenth of a second at each full second of the clock. */
final class ToneSupply implements FrameSupply {

  private static final long SECOND = 1_000_000_000L;
  private static final long BEEP_NANOS = SECOND / 10;
  private static final int HERTZ = 1000;
  private static final int AMPLITUDE = 8000;

  private final long startNanos;
  private final int rate;
  private final int samples;
  private long block = -1;

  /**
   * A supply of blocks.
   *
   * @param startNanos when the first block is due
   * @param rate samples per second
   * @param samples of a block
   */
  ToneSupply(long startNanos, int rate, int samples) {
    this.startNanos = startNanos;
    this.rate = rate;
    this.samples = samples;
  }

  @Override
  public long advance(long now) {
    block++;
    return startNanos + nanos(block * samples);
  }

  @Override
  public @Nullable Pointer frame(long runningTime, Instant time) {
    byte[] data = new byte[samples * 2];
    for (int i = 0; i < samples; i++) {
      long withinSecond = (time.getNano() + nanos(i)) % SECOND;
      if (withinSecond < BEEP_NANOS) {
        int value = (int) (AMPLITUDE * Math.sin(2 * Math.PI * HERTZ * withinSecond / SECOND));
        data[2 * i] = (byte) value;
        data[2 * i + 1] = (byte) (value >> 8);
      }
    }
    return NativeMedia.buffer(data, runningTime, runningTime, nanos(samples));
  }

  private long nanos(long count) {
    return count / rate * SECOND + count % rate * SECOND / rate;
  }
}
