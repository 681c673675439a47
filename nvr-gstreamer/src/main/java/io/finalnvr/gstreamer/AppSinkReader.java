package io.finalnvr.gstreamer;

import com.sun.jna.Pointer;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.freedesktop.gstreamer.Element;
import org.freedesktop.gstreamer.glib.Natives;
import org.jspecify.annotations.Nullable;

/**
 * Pulls samples out of one appsink. Not thread-safe. Idempotently closed, before the element is
 * released.
 */
final class AppSinkReader implements AutoCloseable {

  private static final int REFERENCE_TIMESTAMP_OFFSET = 24;

  @SuppressWarnings("unused") // the library frees what is not reachable
  private final Object keptReachable;

  private final Pointer sink;
  private final Pointer ntp = NativeMedia.caps("timestamp/x-ntp");
  private boolean closed;
  private @Nullable Pointer lastCaps;
  private MediaCaps caps = new MediaCaps("", Map.of());

  /** Keeps the element reachable. */
  AppSinkReader(Element element) {
    this.keptReachable = element;
    this.sink = Natives.getRawPointer(element);
  }

  /** The element must not be released before this is closed. */
  AppSinkReader(MediaElement element) {
    this.keptReachable = element;
    this.sink = element.handle();
  }

  /** The next sample; null after the timeout, and at once while the sink is not running. */
  @Nullable MediaSample pull(Duration timeout) {
    Pointer sample = NativeApp.gst_app_sink_try_pull_sample(sink, timeout.toNanos());
    if (sample == null) {
      return null;
    }
    try {
      return read(sample);
    } finally {
      NativeMedia.gst_mini_object_unref(sample);
    }
  }

  /** Whether nothing more comes; true also while the sink is not running. */
  boolean atEnd() {
    return NativeApp.gst_app_sink_is_eos(sink) != 0;
  }

  private @Nullable MediaSample read(Pointer sample) {
    Pointer buffer = NativeMedia.gst_sample_get_buffer(sample);
    if (buffer == null) {
      return null;
    }
    Pointer segment = NativeMedia.gst_sample_get_segment(sample);
    return new MediaSample(
        caps(NativeMedia.gst_sample_get_caps(sample)),
        runningTime(segment, NativeMedia.pts(buffer)),
        runningTime(segment, NativeMedia.dts(buffer)),
        NativeMedia.duration(buffer),
        NativeMedia.flags(buffer),
        ntp(buffer),
        NativeMedia.copy(buffer));
  }

  private MediaCaps caps(@Nullable Pointer current) {
    if (current != null && !current.equals(lastCaps)) {
      NativeMedia.gst_mini_object_ref(current);
      release();
      lastCaps = current;
      caps = MediaCaps.parse(NativeMedia.capsText(current));
    }
    return caps;
  }

  private OptionalLong ntp(Pointer buffer) {
    Pointer meta = NativeMedia.gst_buffer_get_reference_timestamp_meta(buffer, ntp);
    return meta == null
        ? OptionalLong.empty()
        : OptionalLong.of(meta.getLong(REFERENCE_TIMESTAMP_OFFSET));
  }

  /** Of a {@code GstSegment} at normal rate; frames before its start are kept, unlike upstream. */
  private static long runningTime(@Nullable Pointer segment, long time) {
    if (segment == null || time == NativeMedia.NO_TIME) {
      return time;
    }
    long base = segment.getLong(32);
    long offset = segment.getLong(40);
    long start = segment.getLong(48);
    return time - start - offset + base;
  }

  private void release() {
    if (lastCaps != null) {
      NativeMedia.gst_mini_object_unref(lastCaps);
      lastCaps = null;
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      release();
      NativeMedia.gst_mini_object_unref(ntp);
    }
  }
}
