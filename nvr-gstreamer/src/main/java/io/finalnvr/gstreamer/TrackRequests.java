package io.finalnvr.gstreamer;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a track below the address that was described, as FFmpeg and live555 do.
 *
 * <p>RFC 2326, C.1.1 resolves a relative {@code a=control} as a relative URL, which replaces the
 * last part of an address without a slash at its end: {@code rtsp://camera/live} and {@code track1}
 * give {@code rtsp://camera/track1}. GStreamer 1.22 does so, but most cameras that send no {@code
 * Content-Base} mean {@code rtsp://camera/live/track1}.
 */
final class TrackRequests implements NativeGObject.BeforeSend {

  /** {@code GST_RTSP_DESCRIBE}. */
  private static final int DESCRIBE = 1;

  /** Of {@code GstRTSPMessage}, on machines of 64 bits. */
  private static final long URI_OFFSET = 16;

  private volatile @Nullable String described;
  private volatile boolean moved;

  /** The functions of libgstrtsp that are needed. */
  private static final class Lib {
    static {
      Native.register(Lib.class, NativeLibrary.getInstance("gstrtsp-1.0"));
    }

    static native int gst_rtsp_message_parse_request(
        Pointer message, IntByReference method, PointerByReference uri, IntByReference version);
  }

  /** Whether a request went elsewhere than GStreamer meant to send it. */
  boolean moved() {
    return moved;
  }

  @Override
  public int invoke(Pointer source, Pointer message, @Nullable Pointer data) {
    IntByReference method = new IntByReference();
    PointerByReference text = new PointerByReference();
    Lib.gst_rtsp_message_parse_request(message, method, text, new IntByReference());
    Pointer old = text.getValue();
    if (old != null) {
      String uri = old.getString(0, "UTF-8");
      if (method.getValue() == DESCRIBE) {
        described = uri;
      } else if (described != null && !below(described, uri).equals(uri)) {
        moved = true;
        message.setPointer(URI_OFFSET, NativeGlib.g_strdup(below(described, uri)));
        NativeGlib.g_free(old);
      }
    }
    return 1;
  }

  /** The address to ask instead of one that replaced the last part of what was described. */
  static String below(String described, String asked) {
    int query = described.indexOf('?');
    int slash = described.lastIndexOf('/', query < 0 ? described.length() : query);
    boolean hasPath = slash > described.indexOf("://") + 2;
    if (!hasPath || described.endsWith("/") || asked.startsWith(described)) {
      return asked;
    }
    String parent = described.substring(0, slash + 1);
    return asked.startsWith(parent) && asked.length() > parent.length()
        ? described + "/" + asked.substring(parent.length())
        : asked;
  }
}
