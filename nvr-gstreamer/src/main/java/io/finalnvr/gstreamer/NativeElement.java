package io.finalnvr.gstreamer;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import org.jspecify.annotations.Nullable;

/** The functions of libgstreamer for elements that the RTSP server owns. */
final class NativeElement {

  private static final int STATE_PAUSED = 3;
  private static final int VIDEO_RATE = 90_000;

  static {
    Native.register(NativeElement.class, NativeLibrary.getInstance("gstreamer-1.0"));
  }

  private NativeElement() {}

  /** The element of that name, with a reference of the caller's. */
  static native @Nullable Pointer gst_bin_get_by_name(Pointer bin, String name);

  /** Nanoseconds, or {@link NativeMedia#NO_TIME} while the element is not playing. */
  static native long gst_element_get_current_running_time(Pointer element);

  static native void gst_util_set_object_arg(Pointer object, String property, String value);

  /** Takes the object over; what comes back is it, or a copy. */
  static native Pointer gst_mini_object_make_writable(Pointer object);

  private static native int gst_element_get_state(
      Pointer element, IntByReference state, @Nullable Pointer pending, long timeoutNanos);

  /** Whether the element plays or pauses. */
  static boolean isActive(Pointer element) {
    IntByReference state = new IntByReference();
    gst_element_get_state(element, state, null, /* timeoutNanos= */ 0);
    return state.getValue() >= STATE_PAUSED;
  }

  private static native @Nullable Pointer gst_element_get_static_pad(Pointer element, String name);

  private static native int gst_element_link(Pointer from, Pointer to);

  private static native int gst_ghost_pad_set_target(Pointer ghost, @Nullable Pointer target);

  /** Makes the packets that come out of an element tell what a clock says; to be kept. */
  static NativePipeline.PadProbe watchPackets(Pointer element, RtpClock clock) {
    Pointer pad = gst_element_get_static_pad(element, "src");
    if (pad == null) {
      throw new IllegalStateException("no packets come out of this element");
    }
    NativePipeline.PadProbe probe = clock.watch(pad, VIDEO_RATE);
    NativeMedia.gst_object_unref(pad);
    return probe;
  }

  /** Puts an element of a bin between another one and the bin's own pad that this one feeds. */
  static void insert(Pointer bin, String before, Pointer element, String binPad) {
    Pointer payloader = gst_bin_get_by_name(bin, before);
    Pointer ghost = gst_element_get_static_pad(bin, binPad);
    Pointer source = gst_element_get_static_pad(element, "src");
    if (payloader == null || ghost == null || source == null) {
      throw new IllegalStateException("no " + before + " or no pad " + binPad);
    }
    boolean inserted =
        gst_ghost_pad_set_target(ghost, null) != 0
            && gst_element_link(payloader, element) != 0
            && gst_ghost_pad_set_target(ghost, source) != 0;
    NativeMedia.gst_object_unref(source);
    NativeMedia.gst_object_unref(ghost);
    NativeMedia.gst_object_unref(payloader);
    if (!inserted) {
      throw new IllegalStateException("can't put an element behind " + before);
    }
  }
}
