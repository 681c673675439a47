package io.finalnvr.gstreamer;

import com.sun.jna.Callback;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** The functions of libgobject: properties and signals of elements. */
final class NativeGObject {

  /** {@code G_TYPE_STRING}. */
  static final NativeLong TYPE_STRING = new NativeLong(16 << 2);

  /** Size of a {@code GValue}. */
  static final int VALUE_SIZE = 24;

  static {
    Native.register(NativeGObject.class, NativeLibrary.getInstance("gobject-2.0"));
  }

  /** {@code pad-added}. */
  interface PadAdded extends Callback {
    void invoke(Pointer element, Pointer pad, @Nullable Pointer data);
  }

  /** {@code select-stream} of rtspsrc; returns 1 for a stream that is wanted. */
  interface SelectStream extends Callback {
    int invoke(Pointer element, int number, Pointer caps, @Nullable Pointer data);
  }

  /** {@code before-send} of rtspsrc; returns 1 for a request that is to be sent. */
  interface BeforeSend extends Callback {
    int invoke(Pointer element, Pointer message, @Nullable Pointer data);
  }

  private NativeGObject() {}

  static native NativeLong g_signal_connect_data(
      Pointer instance,
      String signal,
      Callback handler,
      @Nullable Pointer data,
      @Nullable Pointer destroyed,
      int flags);

  static native void g_signal_handler_disconnect(Pointer instance, NativeLong handler);

  static native Pointer g_object_ref(Pointer object);

  static native void g_object_unref(Pointer object);

  static native @Nullable Pointer g_object_class_find_property(Pointer objectClass, String name);

  static native Pointer g_value_init(Pointer value, NativeLong type);

  static native void g_value_set_string(Pointer value, String text);

  static native void g_value_unset(Pointer value);

  static native void g_object_set_property(Pointer object, String name, Pointer value);

  private static native void g_object_get_property(Pointer object, String name, Pointer value);

  static native @Nullable Pointer g_value_get_string(Pointer value);

  static native @Nullable Pointer g_value_get_object(Pointer value);

  static native @Nullable Pointer g_value_get_boxed(Pointer value);

  static native int g_value_get_enum(Pointer value);

  /** A property's value, to be unset. */
  static Memory property(Pointer object, String name) {
    Memory value = new Memory(VALUE_SIZE);
    value.clear();
    g_object_get_property(object, name, value);
    return value;
  }
}
