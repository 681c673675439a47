package io.finalnvr.gstreamer;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** The functions of libgstreamer that build and run pipelines. */
final class NativePipeline {

  static final int STATE_NULL = 1;
  static final int STATE_PLAYING = 4;

  static {
    Native.register(NativePipeline.class, NativeLibrary.getInstance("gstreamer-1.0"));
  }

  private NativePipeline() {}

  static native @Nullable Pointer gst_element_factory_make(String factory, @Nullable String name);

  static native Pointer gst_pipeline_new(@Nullable String name);

  static native Pointer gst_object_ref_sink(Pointer object);

  static native void gst_object_unref(Pointer object);

  static native Pointer gst_object_get_name(Pointer object);

  static native Pointer gst_element_get_bus(Pointer element);

  static native int gst_bin_add(Pointer bin, Pointer element);

  static native int gst_element_link_pads(
      Pointer source, @Nullable String sourcePad, Pointer sink, @Nullable String sinkPad);

  static native int gst_element_set_state(Pointer element, int state);

  static native int gst_element_sync_state_with_parent(Pointer element);

  static native NativeLong gst_pad_add_probe(
      Pointer pad, int mask, PadProbe probe, @Nullable Pointer data, @Nullable Pointer destroy);

  static native void gst_util_set_object_arg(Pointer object, String property, String value);

  /** A {@code GstPadProbeCallback}. */
  interface PadProbe extends Callback {
    /** Calls from streaming threads; what comes back says whether what passes goes on. */
    int invoke(Pointer pad, Pointer info, @Nullable Pointer data);
  }
}
