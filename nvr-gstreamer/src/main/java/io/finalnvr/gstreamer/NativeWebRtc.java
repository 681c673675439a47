package io.finalnvr.gstreamer;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** The functions of libgstreamer and libgobject that only webrtcbin needs. */
final class NativeWebRtc {

  /** {@code GST_WEBRTC_SDP_TYPE_OFFER}. */
  static final int OFFER = 1;

  /** {@code GST_WEBRTC_SDP_TYPE_ANSWER}. */
  static final int ANSWER = 3;

  static {
    Native.register(NativeWebRtc.class, NativeLibrary.getInstance("gstreamer-1.0"));
  }

  /** {@code on-ice-candidate}. */
  interface IceCandidate extends Callback {
    void invoke(Pointer bin, int mediaLine, Pointer candidate, @Nullable Pointer data);
  }

  /** {@code notify::...}. */
  interface Notify extends Callback {
    void invoke(Pointer object, Pointer property, @Nullable Pointer data);
  }

  /** A {@code GstPromiseChangeFunc}. */
  interface PromiseChange extends Callback {
    void invoke(Pointer promise, @Nullable Pointer data);
  }

  private NativeWebRtc() {}

  static native Pointer gst_promise_new_with_change_func(
      PromiseChange function, @Nullable Pointer data, @Nullable Pointer destroyed);

  static native @Nullable Pointer gst_promise_get_reply(Pointer promise);

  static native @Nullable Pointer gst_structure_get_value(Pointer structure, String field);

  /** The functions of libgstsdp. */
  static final class Sdp {

    static {
      Native.register(Sdp.class, NativeLibrary.getInstance("gstsdp-1.0"));
    }

    private Sdp() {}

    static native int gst_sdp_message_new_from_text(
        String text, com.sun.jna.ptr.PointerByReference message);

    static native Pointer gst_sdp_message_as_text(Pointer message);
  }

  /** The functions of libgstwebrtc. */
  static final class Description {

    static {
      Native.register(Description.class, NativeLibrary.getInstance("gstwebrtc-1.0"));
    }

    private Description() {}

    /** Takes the message over. */
    static native Pointer gst_webrtc_session_description_new(int type, Pointer message);

    static native void gst_webrtc_session_description_free(Pointer description);
  }

  /** Emits signals; functions with variable arguments can't be mapped directly. */
  interface Signals extends Library {

    /** Loaded on first use. */
    Signals LIBRARY = Native.load("gobject-2.0", Signals.class);

    void g_signal_emit_by_name(Pointer object, String signal, @Nullable Object... arguments);
  }
}
