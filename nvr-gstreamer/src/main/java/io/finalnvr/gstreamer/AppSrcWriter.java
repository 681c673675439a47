package io.finalnvr.gstreamer;

import com.sun.jna.Pointer;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.glib.Natives;

/** Pushes buffers into one appsrc. Keeps the element reachable. */
final class AppSrcWriter {

  private final Element element;
  private final Pointer source;

  AppSrcWriter(Element element) {
    this.element = element;
    this.source = Natives.getRawPointer(element);
  }

  Element element() {
    return element;
  }

  /** What the buffers pushed from now on are. */
  void caps(String text) {
    Pointer caps = NativeMedia.caps(text);
    NativeApp.gst_app_src_set_caps(source, caps);
    NativeMedia.gst_mini_object_unref(caps);
  }

  /**
   * Pushes a copy of the bytes; may block where the appsrc is set to.
   *
   * @param ptsNanos nanoseconds or {@link NativeMedia#NO_TIME}, as the other times
   * @param flags of the buffer, {@code NativeMedia.FLAG_...}, or 0
   * @return false when the appsrc takes nothing any more
   */
  boolean push(byte[] data, long ptsNanos, long dtsNanos, long durationNanos, int flags) {
    Pointer buffer = NativeMedia.buffer(data, ptsNanos, dtsNanos, durationNanos);
    NativeMedia.setFlags(buffer, flags);
    return NativeApp.gst_app_src_push_buffer(source, buffer) == NativeApp.FLOW_OK;
  }

  void endOfStream() {
    NativeApp.gst_app_src_end_of_stream(source);
  }
}
