package io.finalnvr.gstreamer;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** The functions of libgstbase for sinks. */
final class NativeBase {

  static {
    Native.register(NativeBase.class, NativeLibrary.getInstance("gstbase-1.0"));
  }

  private NativeBase() {}

  static native void gst_base_sink_set_drop_out_of_segment(Pointer sink, int drop);
}
