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
  private final boolean streamTime;
  private final Pointer ntp = NativeMedia.caps("timestamp/x-ntp");
  private boolean closed;
  private @Nullable Pointer lastCaps;
  private MediaCaps caps = new MediaCaps("", Map.of());

  /** Keeps the element reachable. */
  AppSinkReader(Element element) {
    this(element, Natives.getRawPointer(element), /* streamTime= */ false);
  }

  /** The element must not be released before this is closed. */
  AppSinkReader(MediaElement element) {
    this(element, element.handle(), /* streamTime= */ false);
  }

  private AppSinkReader(Object keptReachable, Pointer sink, boolean streamTime) {
    this.keptReachable = keptReachable;
    this.sink = sink;
    this.streamTime = streamTime;
  }

  /** One whose samples have the time of the presentation; for sources that are read once. */
  static AppSinkReader ofFile(MediaElement element) {
    return new AppSinkReader(element, element.handle(), /* streamTime= */ true);
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
        time(segment, NativeMedia.pts(buffer)),
        time(segment, NativeMedia.dts(buffer)),
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

  /**
   * By a {@code GstSegment} at normal rate; frames before its start are kept, unlike upstream. In
   * fragmented files with edit lists the demuxer's segments begin late; their stream time is right.
   */
  private long time(@Nullable Pointer segment, long time) {
    if (segment == null || time == NativeMedia.NO_TIME) {
      return time;
    }
    long start = segment.getLong(48);
    return streamTime
        ? time - start + segment.getLong(64)
        : time - start - segment.getLong(40) + segment.getLong(32);
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
