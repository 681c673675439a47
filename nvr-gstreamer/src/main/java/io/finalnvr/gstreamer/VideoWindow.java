package io.finalnvr.gstreamer;

import com.sun.jna.Pointer;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.FrameSink;
import io.finalnvr.media.VideoTrack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the pictures of a player in a window of the desktop. Frames are shown as they come, so the
 * player sets the pace; frames that only help to decode a later one flash by. Sound is left out.
 *
 * <p>The window opens with the first frame. When somebody closes it, the frames that follow are
 * ignored, and {@link #isOpen()} says so. Thread-safe; {@link #onFrame} may block for as long as
 * the display takes, and throws {@link io.finalnvr.MediaException} when the video can't be decoded
 * at all or something is missing on this machine.
 */
public final class VideoWindow implements FrameSink, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(VideoWindow.class);
  private static final long FIRST_TIME_NANOS = 1_000_000_000_000L;
  private static final String SINK = "autovideosink";

  private final String title;

  /** Guards the field {@code pipeline}; never held while frames are pushed. */
  private final Object pipelineLock = new Object();

  private @Nullable MediaPipeline pipeline;
  private @Nullable MediaElement source;
  private @Nullable VideoTrack shownTrack;
  private @Nullable Instant start;
  private boolean open = true;

  private VideoWindow(String title) {
    this.title = title;
  }

  /** Whether there is a display to open a window on, and GStreamer is installed. */
  public static boolean available() {
    return (isSet("DISPLAY") || isSet("WAYLAND_DISPLAY")) && GStreamer.has(SINK);
  }

  private static boolean isSet(String variable) {
    String value = System.getenv(variable);
    return value != null && !value.isEmpty();
  }

  /**
   * A window, to be seen from the first frame on.
   *
   * @throws io.finalnvr.MediaException with reason SETUP when something is missing on this machine
   */
  public static VideoWindow open(String title) {
    GStreamer.require(
        GStreamer.FOR_MEDIA, "appsrc", "videoconvert", "videoscale", "taginject", SINK);
    return new VideoWindow(title);
  }

  /**
   * Whether frames are still shown: neither {@link #close()} nor a person has closed the window.
   */
  public synchronized boolean isOpen() {
    if (open && pipeline != null) {
      watch(pipeline);
    }
    return open;
  }

  @Override
  public synchronized void onFrame(EncodedFrame frame) {
    if (!(frame.track() instanceof VideoTrack track) || !isOpen()) {
      return;
    }
    if (!track.equals(shownTrack)) {
      if (!frame.keyFrame()) {
        return;
      }
      begin(track, frame);
    }
    push(frame);
  }

  private void begin(VideoTrack track, EncodedFrame frame) {
    end();
    String caps = TrackCaps.of(track);
    GStreamer.require(
        GStreamer.FOR_MEDIA, DecoderChain.names(track.codec()).toArray(String[]::new));
    MediaElement input =
        MediaElement.make("appsrc")
            .set("format", "time")
            .set("block", true)
            .set("max-bytes", 4 << 20)
            .set("caps", caps);
    List<MediaElement> chain = new ArrayList<>();
    chain.add(input);
    chain.addAll(DecoderChain.make(track.codec()));
    chain.add(MediaElement.make("videoconvert"));
    chain.add(MediaElement.make("videoscale"));
    chain.add(MediaElement.make("taginject").setText("tags", "title=\"" + tag(title) + "\""));
    chain.add(MediaElement.make(SINK).set("sync", false));
    MediaPipeline built = new MediaPipeline();
    built.add(chain);
    built.play();
    synchronized (pipelineLock) {
      pipeline = built;
    }
    source = input;
    shownTrack = track;
    start = frame.time();
  }

  private static String tag(String text) {
    return text.replaceAll("[\\\\\"\\p{Cntrl}]", " ");
  }

  private void push(EncodedFrame frame) {
    if (source == null || start == null) {
      return;
    }
    byte[] data = new byte[frame.size()];
    frame.data().get(data);
    long pts = FIRST_TIME_NANOS + Duration.between(start, frame.time()).toNanos();
    Pointer buffer =
        NativeMedia.buffer(
            data, Math.max(0, pts), NativeMedia.NO_TIME, Math.max(0, frame.duration().toNanos()));
    NativeMedia.setFlags(
        buffer,
        (frame.keyFrame() ? 0 : NativeMedia.FLAG_DELTA_UNIT)
            | (frame.discontinuity() ? NativeMedia.FLAG_DISCONT : 0));
    NativeApp.gst_app_src_push_buffer(source.handle(), buffer);
  }

  private void watch(MediaPipeline shown) {
    NativeMessage message = shown.poll(Duration.ZERO);
    if (message != null && message.type() == NativeMessage.Type.ERROR) {
      log.info("the window '{}' is closed: {}", title, message.text());
      open = false;
      end();
    }
  }

  private void end() {
    synchronized (pipelineLock) {
      if (pipeline != null) {
        pipeline.stop();
        pipeline.dispose();
      }
      pipeline = null;
    }
    source = null;
    shownTrack = null;
  }

  /** Closes the window, and ends an {@link #onFrame} that waits for the display. Idempotent. */
  @Override
  public void close() {
    synchronized (pipelineLock) {
      if (pipeline != null) {
        pipeline.stop();
      }
    }
    synchronized (this) {
      open = false;
      end();
    }
  }
}
