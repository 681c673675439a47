package io.finalnvr.gstreamer;

import com.sun.jna.Pointer;
import java.time.Instant;

/**
 * A decoded picture that GStreamer holds.
 *
 * @param sample a reference to a sample
 * @param time of its frame
 */
record RawPicture(Pointer sample, Instant time) implements AutoCloseable {

  /** The width and height in which it is to be seen, with square pixels, at most so wide. */
  int[] shownSize(int maxWidth) {
    Pointer pointer = NativeMedia.gst_sample_get_caps(sample);
    MediaCaps caps = MediaCaps.parse(pointer == null ? "" : NativeMedia.capsText(pointer));
    String[] aspect = caps.text("pixel-aspect-ratio").orElse("1/1").split("/", 2);
    return size(
        caps.number("width").orElse(0),
        caps.number("height").orElse(0),
        Integer.parseInt(aspect[0]),
        Integer.parseInt(aspect[1]),
        maxWidth);
  }

  /** Scales down to even numbers; 0 as {@code maxWidth} stands for any. */
  static int[] size(int width, int height, int aspectWidth, int aspectHeight, int maxWidth) {
    long shownWidth = (long) width * aspectWidth / Math.max(1, aspectHeight);
    if (maxWidth == 0 || shownWidth <= maxWidth) {
      return new int[] {(int) shownWidth, height};
    }
    int scaledWidth = even(maxWidth);
    return new int[] {scaledWidth, even(Math.round((float) height * scaledWidth / shownWidth))};
  }

  private static int even(int size) {
    return Math.max(2, size / 2 * 2);
  }

  @Override
  public void close() {
    NativeMedia.gst_mini_object_unref(sample);
  }
}
