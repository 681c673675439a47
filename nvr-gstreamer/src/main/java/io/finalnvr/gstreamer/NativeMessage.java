package io.finalnvr.gstreamer;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.time.Duration;
import org.freedesktop.gstreamer.Pipeline;
import org.freedesktop.gstreamer.glib.Natives;
import org.jspecify.annotations.Nullable;

/**
 * A message from the bus of a pipeline.
 *
 * @param domain of an error or warning, for example {@code gst-resource-error-quark}
 * @param code within the domain; 0 where there is no error
 * @param text for people, perhaps translated
 * @param debug where in GStreamer it happened; not for people, and may hold credentials
 */
record NativeMessage(Type type, String domain, int code, String text, String debug) {

  /** The kinds of message that matter here. */
  enum Type {
    END_OF_STREAM(1),
    ERROR(1 << 1),
    WARNING(1 << 2);

    private final int bit;

    Type(int bit) {
      this.bit = bit;
    }
  }

  private static final int ALL = Type.END_OF_STREAM.bit | Type.ERROR.bit | Type.WARNING.bit;

  /**
   * Makes the bus of a pipeline queue its messages for {@link #poll}. Without it the library takes
   * them, and one thread hands out those of all pipelines, without domain and code.
   */
  static void queueOn(Pipeline pipeline) {
    NativeMedia.gst_bus_set_sync_handler(bus(pipeline), null, null, null);
  }

  /** The next message, or null after the timeout. Other kinds of message are discarded. */
  static @Nullable NativeMessage poll(Pipeline pipeline, Duration timeout) {
    return poll(bus(pipeline), timeout);
  }

  /** Of the bus at this pointer. */
  static @Nullable NativeMessage poll(Pointer bus, Duration timeout) {
    Pointer message = NativeMedia.gst_bus_timed_pop_filtered(bus, timeout.toNanos(), ALL);
    if (message == null) {
      return null;
    }
    try {
      return read(message);
    } finally {
      NativeMedia.gst_mini_object_unref(message);
    }
  }

  /** Ends the current or the next poll of the bus with {@link Type#END_OF_STREAM}. */
  static void wake(Pointer bus) {
    NativeMedia.gst_bus_post(bus, NativeMedia.gst_message_new_eos(null));
  }

  private static Pointer bus(Pipeline pipeline) {
    return Natives.getRawPointer(pipeline.getBus());
  }

  private static NativeMessage read(Pointer message) {
    // GstMessage: a GstMiniObject of 64 bytes, then the type.
    int bit = message.getInt(64);
    for (Type type : Type.values()) {
      if (type.bit == bit) {
        return switch (type) {
          case END_OF_STREAM -> new NativeMessage(type, "", 0, "", "");
          case ERROR, WARNING -> readError(type, message);
        };
      }
    }
    throw new IllegalStateException("message type " + bit);
  }

  private static NativeMessage readError(Type type, Pointer message) {
    PointerByReference error = new PointerByReference();
    PointerByReference debug = new PointerByReference();
    if (type == Type.ERROR) {
      NativeMedia.gst_message_parse_error(message, error, debug);
    } else {
      NativeMedia.gst_message_parse_warning(message, error, debug);
    }
    Pointer gError = error.getValue();
    String domain = NativeGlib.g_quark_to_string(gError.getInt(0)).getString(0);
    int code = gError.getInt(4);
    String text = gError.getPointer(8).getString(0, "UTF-8");
    NativeGlib.g_error_free(gError);
    return new NativeMessage(type, domain, code, text, NativeGlib.takeString(debug.getValue()));
  }
}
