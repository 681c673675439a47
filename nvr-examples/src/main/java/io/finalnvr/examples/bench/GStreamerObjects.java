package io.finalnvr.examples.bench;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/**
 * Counts the objects of GStreamer that live in this process, whoever made them, by what GStreamer's
 * own tracer of leaks was told of their making and end. Its list of all that live is not asked for:
 * it takes away the references of whoever uses them. Not thread-safe.
 */
final class GStreamerObjects implements AutoCloseable {

  /** All but buffers and their memory: those come and go some thousand times a second. */
  private static final String COUNTED = "GstObject,GstSample,GstCaps,GstEvent,GstMessage,GstQuery";

  /** The functions of libgstreamer that are needed here. */
  interface Gst extends Library {
    void gst_segtrap_set_enabled(boolean enabled);

    boolean gst_init_check(
        @Nullable Pointer count, @Nullable Pointer arguments, @Nullable Pointer error);

    Pointer gst_registry_get();

    NativeLong gst_tracer_factory_get_type();

    @Nullable Pointer gst_registry_find_feature(Pointer registry, String name, NativeLong type);

    @Nullable Pointer gst_plugin_feature_load(Pointer feature);

    NativeLong gst_tracer_factory_get_tracer_type(Pointer factory);

    Pointer gst_structure_get_value(Pointer structure, String field);

    int gst_value_list_get_size(Pointer value);

    void gst_structure_free(Pointer structure);
  }

  /** Those of libgobject. */
  interface GObject extends Library {
    Pointer g_object_new(NativeLong type, String property, Object... more);

    void g_signal_emit_by_name(Pointer instance, String signal, Object... arguments);
  }

  private final Gst gst;
  private final GObject gobject;
  private final Pointer tracer;
  private long count;

  private GStreamerObjects(Gst gst, GObject gobject, Pointer tracer) {
    this.gst = gst;
    this.gobject = gobject;
    this.tracer = tracer;
  }

  /** Counts those that are made from now on; starts GStreamer where it isn't started. */
  static GStreamerObjects trace() {
    Gst gst = Native.load("gstreamer-1.0", Gst.class);
    GObject gobject = Native.load("gobject-2.0", GObject.class);
    // As the SDK does: the JVM needs SIGSEGV itself.
    gst.gst_segtrap_set_enabled(false);
    gst.gst_init_check(null, null, null);
    Pointer known =
        gst.gst_registry_find_feature(
            gst.gst_registry_get(), "leaks", gst.gst_tracer_factory_get_type());
    Pointer factory = known == null ? null : gst.gst_plugin_feature_load(known);
    if (factory == null) {
      throw new IllegalStateException("GStreamer's plugin coretracers is missing");
    }
    Pointer tracer =
        gobject.g_object_new(
            gst.gst_tracer_factory_get_tracer_type(factory),
            "params",
            "filters=(string)\"" + COUNTED + '"');
    gobject.g_signal_emit_by_name(tracer, "activity-start-tracking");
    return new GStreamerObjects(gst, gobject, tracer);
  }

  /** How many there are now. */
  long count() {
    PointerByReference found = new PointerByReference();
    gobject.g_signal_emit_by_name(tracer, "activity-get-checkpoint", found);
    Pointer sinceLastTime = found.getValue();
    count += size(sinceLastTime, "objects-created-list");
    count -= size(sinceLastTime, "objects-removed-list");
    gst.gst_structure_free(sinceLastTime);
    return count;
  }

  private int size(Pointer structure, String list) {
    return gst.gst_value_list_get_size(gst.gst_structure_get_value(structure, list));
  }

  /** Ends the counting. */
  @Override
  public void close() {
    gobject.g_signal_emit_by_name(tracer, "activity-stop-tracking");
  }
}
