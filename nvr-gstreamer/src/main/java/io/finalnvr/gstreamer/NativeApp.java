package io.finalnvr.gstreamer;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** The functions of libgstapp: samples out of an appsink, buffers into an appsrc. */
final class NativeApp {

  /** {@code GST_FLOW_OK}. */
  static final int FLOW_OK = 0;

  /** {@code GST_FLOW_EOS}. */
  static final int FLOW_EOS = -3;

  static {
    Native.register(NativeApp.class, NativeLibrary.getInstance("gstapp-1.0"));
  }

  private NativeApp() {}

  /** Waits for a sample; at once null when the sink is stopped or at its end. */
  static native @Nullable Pointer gst_app_sink_try_pull_sample(Pointer sink, long nanos);

  static native @Nullable Pointer gst_app_sink_try_pull_preroll(Pointer sink, long nanos);

  /** True also while the sink is not started yet. */
  static native int gst_app_sink_is_eos(Pointer sink);

  static native void gst_app_src_set_caps(Pointer source, Pointer caps);

  /** Takes the buffer over, whatever the result. */
  static native int gst_app_src_push_buffer(Pointer source, Pointer buffer);

  /** Takes over the caps, and a reference to the buffer; the sample stays the caller's. */
  static native int gst_app_src_push_sample(Pointer source, Pointer sample);

  /** Bytes that were pushed and have not left the source yet. */
  static native long gst_app_src_get_current_level_bytes(Pointer source);

  static native int gst_app_src_end_of_stream(Pointer source);
}
