package io.finalnvr.gstreamer;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** The functions of libgobject that are needed for objects gst1-java-core does not know. */
final class NativeObject {

  static {
    Native.register(NativeObject.class, NativeLibrary.getInstance("gobject-2.0"));
  }

  private NativeObject() {}

  static native Pointer g_object_ref(Pointer object);

  static native void g_object_unref(Pointer object);

  static native NativeLong g_signal_connect_data(
      Pointer object,
      String signal,
      Callback handler,
      @Nullable Pointer data,
      @Nullable Pointer destroyed,
      int flags);

  static native void g_signal_handler_disconnect(Pointer object, NativeLong handler);
}
