package io.finalnvr.gstreamer;

import com.sun.jna.Pointer;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.PictureSize;
import io.finalnvr.media.PixelFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A chain of a pipeline that scales and converts decoded pictures, one at a time. The size follows
 * from each picture's own, which may change. For one thread.
 */
final class PictureScaler {

  private final DecodeRequest request;
  private final MediaElement source =
      MediaElement.make("appsrc").set("format", "time").set("max-bytes", 0);
  private final MediaElement scaled = MediaElement.make("capsfilter");
  private final MediaElement sink = MediaElement.sink().set("async", false);
  private String shownCaps = "";
  private PictureSize size = PictureSize.ORIGINAL;

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
      return buffer == null ? new byte[0] : NativeMedia.copy(buffer);
    } finally {
      NativeMedia.gst_mini_object_unref(sample);
    }
  }
}
