package io.finalnvr.gstreamer;

import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the end of a live stream from the elements behind a pad. A depayloader that hears of it
 * hands on what it has of a picture, which nobody could tell from a whole one.
 *
 * <p>Kept by whoever adds it, for as long as the pad may send.
 */
final class StreamEnd implements NativePipeline.PadProbe {

  /** {@code GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM}. */
  private static final int DOWNSTREAM_EVENTS = 1 << 6;

  private static final int DROP = 0;
  private static final int PASS = 1;

  /** Of {@code data} in {@code GstPadProbeInfo}, and of {@code type} in {@code GstEvent}. */
  private static final int INFO_DATA = 16;

  private static final int EVENT_TYPE = 64;

  /** The number of {@code GST_EVENT_EOS}; its flags stand in the lower byte. */
  private static final int END_OF_STREAM = 110;

  private final Runnable onEnd;

  private StreamEnd(Runnable onEnd) {
    this.onEnd = onEnd;
  }

  /** Begins to watch a pad; {@code onEnd} is called on a streaming thread. */
  static StreamEnd watch(Pointer pad, Runnable onEnd) {
    StreamEnd end = new StreamEnd(onEnd);
    NativePipeline.gst_pad_add_probe(pad, DOWNSTREAM_EVENTS, end, null, null);
    return end;
  }

  @Override
  public int invoke(Pointer pad, Pointer info, @Nullable Pointer data) {
    Pointer event = info.getPointer(INFO_DATA);
    if (event == null || event.getInt(EVENT_TYPE) >> 8 != END_OF_STREAM) {
      return PASS;
    }
    onEnd.run();
    return DROP;
  }
}
