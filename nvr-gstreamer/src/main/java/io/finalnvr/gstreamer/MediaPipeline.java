package io.finalnvr.gstreamer;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline with all that belongs to it: elements, handlers of signals, bus.
 *
 * <p>{@link #play}, {@link #poll} and {@link #dispose} are for one thread, which is never one of
 * GStreamer's. The rest is for any thread. A pipeline must be disposed of.
 */
final class MediaPipeline {

  private final Pointer handle;
  private final Pointer bus;
  private final List<MediaElement> elements = new ArrayList<>();
  private final List<Callback> callbacks = new ArrayList<>();
  private boolean disposed;

  MediaPipeline() {
    handle = NativePipeline.gst_object_ref_sink(NativePipeline.gst_pipeline_new(null));
    bus = NativePipeline.gst_element_get_bus(handle);
  }

  /** Adds new elements, each linked to the next. */
  synchronized void add(List<MediaElement> chain) {
    for (MediaElement element : chain) {
      elements.add(element);
      NativePipeline.gst_bin_add(handle, element.handle());
    }
    for (int i = 1; i < chain.size(); i++) {
      if (!chain.get(i - 1).link(chain.get(i))) {
        throw new IllegalStateException("element " + i + " of a chain can't be linked");
      }
    }
  }

  /** Connects a handler of a signal, and keeps it. */
  synchronized void connect(MediaElement element, String signal, Callback handler) {
    callbacks.add(handler);
    element.connect(signal, handler);
  }

  /** Nanoseconds that it has been playing; {@link NativeMedia#NO_TIME} before. */
  synchronized long runningTime() {
    return disposed
        ? NativeMedia.NO_TIME
        : NativeElement.gst_element_get_current_running_time(handle);
  }

  /** Starts; what goes wrong comes through {@link #poll}. */
  void play() {
    NativePipeline.gst_element_set_state(handle, NativePipeline.STATE_PLAYING);
  }

  /** The next message, or null after the timeout. */
  @Nullable NativeMessage poll(Duration timeout) {
    return NativeMessage.poll(bus, timeout);
  }

  /** Ends a {@link #poll}, with an END_OF_STREAM. */
  synchronized void wake() {
    if (!disposed) {
      NativeMessage.wake(bus);
    }
  }

  /** Stops all threads of the pipeline; readers of its sinks then find them at their end. */
  void stop() {
    NativePipeline.gst_element_set_state(handle, NativePipeline.STATE_NULL);
  }

  /** Gives everything back. Only after {@link #stop}, and once nobody uses an element any more. */
  synchronized void dispose() {
    if (!disposed) {
      disposed = true;
      elements.forEach(MediaElement::release);
      NativePipeline.gst_object_unref(bus);
      NativePipeline.gst_object_unref(handle);
      callbacks.clear();
    }
  }
}
