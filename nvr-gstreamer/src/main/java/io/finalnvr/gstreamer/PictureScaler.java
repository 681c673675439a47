package io.finalnvr.gstreamer;

import com.sun.jna.Pointer;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.PictureSize;
import io.finalnvr.media.PixelFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A chain of a pipeline that scales and converts decoded pictures, one at a time, for all outputs
 * that want the same size and format. The size follows from each picture's own, which may change.
 * For one thread.
 */
final class PictureScaler {

  private final DecodeRequest request;
  private final MediaElement source =
      MediaElement.make("appsrc").set("format", "time").set("max-bytes", 0);
  private final MediaElement scaled = MediaElement.make("capsfilter");
  private final MediaElement sink = MediaElement.sink().set("async", false);
  private String shownCaps = "";
  private PictureSize size = PictureSize.ORIGINAL;
  private byte @Nullable [] pixels;

  PictureScaler(DecodeRequest request) {
    this.request = request;
  }

  /** The chain, for a pipeline. Pictures are scaled first, because that leaves less to convert. */
  List<MediaElement> chain() {
    return List.of(
        source,
        MediaElement.make("videoscale"),
        scaled,
        MediaElement.make("videoconvert"),
        MediaElement.filter(caps(request.format())),
        sink);
  }

  /** What GStreamer calls a pixel format. */
  static String caps(PixelFormat format) {
    return switch (format) {
      case I420 -> "video/x-raw,format=I420";
      case RGB -> "video/x-raw,format=RGB";
      case GREY8 -> "video/x-raw,format=GRAY8";
    };
  }

  /** Whether pictures for another request look like those for this one. */
  boolean isFor(DecodeRequest other) {
    return request.format() == other.format() && request.size().equals(other.size());
  }

  /** The pixels of the picture that is in it; null when they have not been taken yet. */
  byte @Nullable [] pixels() {
    return pixels;
  }

  /** The picture that is in it is over. */
  void forget() {
    pixels = null;
  }

  /** Puts a decoded picture in. */
  void put(Pointer sample) {
    Pointer pointer = NativeMedia.gst_sample_get_caps(sample);
    String text = pointer == null ? "" : NativeMedia.capsText(pointer);
    if (!text.equals(shownCaps)) {
      shownCaps = text;
      size = request.size().of(ShownSize.of(MediaCaps.parse(text)));
      scaled.set(
          "caps",
          String.format(
              Locale.ROOT,
              "video/x-raw,width=%d,height=%d,pixel-aspect-ratio=1/1",
              size.width(),
              size.height()));
    }
    NativeApp.gst_app_src_push_sample(source.handle(), sample);
  }

  /** The size of the picture put in last. */
  PictureSize size() {
    return size;
  }

  /** Waits for the picture; its pixels, or null after the timeout. */
  byte @Nullable [] take(long nanos) {
    Pointer sample = NativeApp.gst_app_sink_try_pull_sample(sink.handle(), nanos);
    if (sample == null) {
      return null;
    }
    try {
      Pointer buffer = NativeMedia.gst_sample_get_buffer(sample);
      pixels = buffer == null ? new byte[0] : NativeMedia.copy(buffer);
      return pixels;
    } finally {
      NativeMedia.gst_mini_object_unref(sample);
    }
  }
}
