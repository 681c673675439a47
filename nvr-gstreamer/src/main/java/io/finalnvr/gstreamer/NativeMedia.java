package io.finalnvr.gstreamer;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/**
 * The functions of libgstreamer that media and messages pass through, mapped directly: no object
 * per call, and no cache that two threads could share a buffer by. Use only after {@link
 * GStreamer#require}.
 */
final class NativeMedia {

  /** {@code GST_CLOCK_TIME_NONE}. */
  static final long NO_TIME = -1;

  static final int MAP_READ = 1;
  static final int FLAG_DISCONT = 1 << 6;
  static final int FLAG_HEADER = 1 << 10;
  static final int FLAG_DELTA_UNIT = 1 << 13;

  private static final int MAP_INFO_SIZE = 104;

  static {
    Native.register(NativeMedia.class, NativeLibrary.getInstance("gstreamer-1.0"));
  }

  private NativeMedia() {}

  static native Pointer gst_mini_object_ref(Pointer object);

  static native void gst_mini_object_unref(Pointer object);

  static native void gst_object_unref(Pointer object);

  static native @Nullable Pointer gst_sample_get_buffer(Pointer sample);

  static native @Nullable Pointer gst_sample_get_caps(Pointer sample);

  static native @Nullable Pointer gst_sample_get_segment(Pointer sample);

  static native int gst_buffer_map(Pointer buffer, Pointer info, int flags);

  static native void gst_buffer_unmap(Pointer buffer, Pointer info);

  static native @Nullable Pointer gst_buffer_get_reference_timestamp_meta(
      Pointer buffer, @Nullable Pointer referenceCaps);

  static native @Nullable Pointer gst_buffer_new_allocate(
      @Nullable Pointer allocator, NativeLong size, @Nullable Pointer parameters);

  static native NativeLong gst_buffer_fill(
      Pointer buffer, NativeLong offset, byte[] source, NativeLong size);

  static native @Nullable Pointer gst_caps_from_string(String text);

  static native Pointer gst_caps_to_string(Pointer caps);

  static native @Nullable Pointer gst_pad_get_current_caps(Pointer pad);

  static native Pointer gst_pad_query_caps(Pointer pad, @Nullable Pointer filter);

  static native void gst_bus_set_sync_handler(
      Pointer bus, @Nullable Pointer function, @Nullable Pointer data, @Nullable Pointer destroy);

  static native @Nullable Pointer gst_bus_timed_pop_filtered(Pointer bus, long nanos, int types);

  static native int gst_bus_post(Pointer bus, Pointer message);

  static native Pointer gst_message_new_eos(@Nullable Pointer source);

  static native void gst_message_parse_error(
      Pointer message, PointerByReference error, PointerByReference debug);

  static native void gst_message_parse_warning(
      Pointer message, PointerByReference error, PointerByReference debug);

  /** A copy of the bytes of a buffer. */
  static byte[] copy(Pointer buffer) {
    MapInfo info = MAP_INFO.get();
    if (gst_buffer_map(buffer, info.memory, MAP_READ) == 0) {
      throw new IllegalStateException("a media buffer can't be mapped");
    }
    try {
      Pointer data = info.memory.getPointer(16);
      int size = Math.toIntExact(info.memory.getLong(24));
      return size == 0 ? new byte[0] : data.getByteArray(0, size);
    } finally {
      gst_buffer_unmap(buffer, info.memory);
    }
  }

  /** A new buffer that holds the bytes; times are nanoseconds or {@link #NO_TIME}. */
  static Pointer buffer(byte[] data, long ptsNanos, long dtsNanos, long durationNanos) {
    Pointer buffer = gst_buffer_new_allocate(null, new NativeLong(data.length), null);
    if (buffer == null) {
      throw new IllegalStateException("no memory for a media buffer of " + data.length + " bytes");
    }
    gst_buffer_fill(buffer, new NativeLong(0), data, new NativeLong(data.length));
    setTimes(buffer, ptsNanos, dtsNanos, durationNanos);
    return buffer;
  }

  /** Sets the times of a buffer, nanoseconds or {@link #NO_TIME}. */
  static void setTimes(Pointer buffer, long ptsNanos, long dtsNanos, long durationNanos) {
    buffer.setLong(72, ptsNanos);
    buffer.setLong(80, dtsNanos);
    buffer.setLong(88, durationNanos);
  }

  static int flags(Pointer buffer) {
    return buffer.getInt(16);
  }

  static void setFlags(Pointer buffer, int flags) {
    buffer.setInt(16, buffer.getInt(16) | flags);
  }

  static long pts(Pointer buffer) {
    return buffer.getLong(72);
  }

  static long dts(Pointer buffer) {
    return buffer.getLong(80);
  }

  static long duration(Pointer buffer) {
    return buffer.getLong(88);
  }

  /** The text of caps, for example {@code video/x-h264, width=(int)640}. */
  static String capsText(Pointer caps) {
    return NativeGlib.takeString(gst_caps_to_string(caps));
  }

  /** What comes out of a pad, or what may come where nothing has come yet. */
  static MediaCaps padCaps(Pointer pad) {
    Pointer caps = gst_pad_get_current_caps(pad);
    if (caps == null) {
      caps = gst_pad_query_caps(pad, null);
    }
    try {
      return MediaCaps.parse(capsText(caps));
    } finally {
      gst_mini_object_unref(caps);
    }
  }

  /** New caps; the caller gives them back with {@link #gst_mini_object_unref}. */
  static Pointer caps(String text) {
    Pointer caps = gst_caps_from_string(text);
    if (caps == null) {
      throw new IllegalArgumentException("not caps: " + text);
    }
    return caps;
  }

  /** Memory for a {@code GstMapInfo}, one for each thread. */
  private static final class MapInfo {
    final com.sun.jna.Memory memory = new com.sun.jna.Memory(MAP_INFO_SIZE);
  }

  private static final ThreadLocal<MapInfo> MAP_INFO = ThreadLocal.withInitial(MapInfo::new);
}
