package io.finalnvr.gstreamer;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** The functions of libglib that are needed beside {@link NativeMedia}. */
final class NativeGlib {

  static {
    Native.register(NativeGlib.class, NativeLibrary.getInstance("glib-2.0"));
  }

  private NativeGlib() {}

  static native void g_free(@Nullable Pointer memory);

  static native Pointer g_strdup(String text);

  static native void g_error_free(Pointer error);

  static native Pointer g_quark_to_string(int quark);

  /** The text at the pointer, which is freed. */
  static String takeString(@Nullable Pointer text) {
    if (text == null) {
      return "";
    }
    String result = text.getString(0, "UTF-8");
    g_free(text);
    return result;
  }
}
