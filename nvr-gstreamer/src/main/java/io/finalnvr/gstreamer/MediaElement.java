package io.finalnvr.gstreamer;

import com.sun.jna.Callback;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * One element of a {@link MediaPipeline}: a plain handle, which holds one reference until {@link
 * #release}.
 *
 * <p>The objects of gst1-java-core are not used here. Streams appear on threads of GStreamer, and
 * each object of the library made there calls back into the JVM for its reference counting; JNA
 * can't detach such a thread. Besides, nothing here is ever freed by the garbage collector.
 */
final class MediaElement {

  private final Pointer handle;

  private MediaElement(Pointer handle) {
    this.handle = handle;
  }

  /** A new element. Throws SETUP, naming the package to install, when GStreamer lacks it. */
  static MediaElement make(String factory) {
    Pointer handle = NativePipeline.gst_element_factory_make(factory, null);
    if (handle == null) {
      GStreamer.require(GStreamer.FOR_CAMERA, factory);
      throw GStreamer.FOR_CAMERA.apply("GStreamer can't make an element " + factory);
    }
    return new MediaElement(NativePipeline.gst_object_ref_sink(handle));
  }

  static MediaElement filter(String caps) {
    return make("capsfilter").set("caps", caps);
  }

  /** A sink that is pulled from, and that waits rather than drops when nobody pulls. */
  static MediaElement sink() {
    return make("appsink")
        .set("sync", false)
        .set("max-buffers", 200)
        .set("enable-last-sample", false);
  }

  /**
   * An appsink that also takes what lies before the start of the presentation, or after its end.
   */
  static MediaElement sinkOfAll() {
    MediaElement sink = sink();
    NativeBase.gst_base_sink_set_drop_out_of_segment(sink.handle, /* drop= */ 0);
    return sink;
  }

  Pointer handle() {
    return handle;
  }

  /** Sets a property from its text form; not for text that people wrote. */
  MediaElement set(String property, Object value) {
    NativePipeline.gst_util_set_object_arg(handle, property, value.toString());
    return this;
  }

  /** Sets a property of type string, exactly as it stands. */
  MediaElement setText(String property, String value) {
    try (Memory memory = new Memory(NativeGObject.VALUE_SIZE)) {
      memory.clear();
      NativeGObject.g_value_init(memory, NativeGObject.TYPE_STRING);
      NativeGObject.g_value_set_string(memory, value);
      NativeGObject.g_object_set_property(handle, property, memory);
      NativeGObject.g_value_unset(memory);
    }
    return this;
  }

  /** Sets a property that older releases of GStreamer lack. */
  MediaElement setIfKnown(String property, Object value) {
    return NativeGObject.g_object_class_find_property(handle.getPointer(0), property) == null
        ? this
        : set(property, value);
  }

  /**
   * Connects a handler of a signal, which the caller keeps reachable until the pipeline stopped.
   */
  void connect(String signal, Callback handler) {
    NativeGObject.g_signal_connect_data(handle, signal, handler, null, null, 0);
  }

  boolean link(MediaElement next) {
    return NativePipeline.gst_element_link_pads(handle, null, next.handle, null) != 0;
  }

  boolean linkPad(String pad, MediaElement next) {
    return linkPad(pad, next, "sink");
  }

  boolean linkPad(String pad, MediaElement next, String nextPad) {
    return NativePipeline.gst_element_link_pads(handle, pad, next.handle, nextPad) != 0;
  }

  /** Brings an element that was added to a running pipeline into the state of the pipeline. */
  void start() {
    NativePipeline.gst_element_sync_state_with_parent(handle);
  }

  void release() {
    NativePipeline.gst_object_unref(handle);
  }
}
