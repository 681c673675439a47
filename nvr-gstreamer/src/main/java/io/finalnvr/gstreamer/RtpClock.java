package io.finalnvr.gstreamer;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** What the RTP timestamps of a simulated camera are worth. */
enum RtpClock {
  RIGHT,
  STANDING_STILL,
  HALF_RATE,
  /** Three seconds ahead in every other second. */
  JUMPING;

  private static final long RANGE = 1L << 32;
  private static final int TIMESTAMP = 4;
  private static final int READ_WRITE = 3;

  /** What the camera sends in place of a timestamp. */
  long told(long timestamp, long first, int rate) {
    long passed = Math.floorMod(timestamp - first, RANGE);
    long told =
        switch (this) {
          case RIGHT -> passed;
          case STANDING_STILL -> 0;
          case HALF_RATE -> passed / 2;
          case JUMPING -> passed + passed / rate % 2 * 3 * rate;
        };
    return Math.floorMod(first + told, RANGE);
  }

  /**
   * Makes the packets that come out of a pad tell these timestamps.
   *
   * @param rate ticks per second
   * @return to be kept for as long as the pad sends
   */
  NativePipeline.PadProbe watch(Pointer pad, int rate) {
    Probe probe = new Probe(this, rate);
    NativePipeline.gst_pad_add_probe(pad, Probe.BUFFERS, probe, null, null);
    return probe;
  }

  private static final class Probe implements NativePipeline.PadProbe {

    /** {@code GST_PAD_PROBE_TYPE_BUFFER}. */
    static final int BUFFERS = 1 << 4;

    private static final int PASS = 1;
    private static final int INFO_DATA = 16;

    private final RtpClock clock;
    private final int rate;
    private final Memory mapInfo = new Memory(104);
    private long first = -1;

    Probe(RtpClock clock, int rate) {
      this.clock = clock;
      this.rate = rate;
    }

    @Override
    public int invoke(Pointer pad, Pointer info, @Nullable Pointer data) {
      Pointer buffer = NativeElement.gst_mini_object_make_writable(info.getPointer(INFO_DATA));
      info.setPointer(INFO_DATA, buffer);
      if (NativeMedia.gst_buffer_map(buffer, mapInfo, READ_WRITE) != 0) {
        Pointer packet = mapInfo.getPointer(16);
        long timestamp = Integer.toUnsignedLong(Integer.reverseBytes(packet.getInt(TIMESTAMP)));
        if (first < 0) {
          first = timestamp;
        }
        packet.setInt(TIMESTAMP, Integer.reverseBytes((int) clock.told(timestamp, first, rate)));
        NativeMedia.gst_buffer_unmap(buffer, mapInfo);
      }
      return PASS;
    }
  }
}
