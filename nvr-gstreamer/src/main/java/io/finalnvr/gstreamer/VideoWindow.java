package io.finalnvr.gstreamer;

import com.sun.jna.Pointer;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.DecodedFrameSink;
import io.finalnvr.media.PixelFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the decoded pictures of a player in a window of the desktop, as they come: the player sets
 * the pace, which way it plays, and steps. Sound is left out.
 *
 * <pre>{@code
 * nvr.playDecoded("gate", Playback.live(), VideoWindow.PICTURES, VideoWindow.open("gate"))
 * }</pre>
 *
 * <p>The window opens with the first picture. When somebody closes it, the pictures that follow are
 * ignored, and {@link #isOpen()} says so. It never holds a player up: what comes faster than the
 * display takes it gives way to what comes next. Thread-safe.
 */
public final class VideoWindow implements DecodedFrameSink, AutoCloseable {

  /** What to ask a player for: every picture in its own size, its colours as the stream states. */
  public static final DecodeRequest PICTURES = DecodeRequest.of(PixelFormat.RGB);

  private static final Logger log = LoggerFactory.getLogger(VideoWindow.class);
  private static final String SINK = "autovideosink";

  private final String title;
  private @Nullable MediaPipeline pipeline;
  private @Nullable MediaElement source;
  private String shownCaps = "";
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
   * A window, to be seen from the first picture on.
   *
   * @throws io.finalnvr.MediaException with reason SETUP when something is missing on this machine
   */
  public static VideoWindow open(String title) {
    GStreamer.require(
        GStreamer.FOR_MEDIA, "appsrc", "videoconvert", "videoscale", "taginject", SINK);
    return new VideoWindow(title);
  }

  /**
   * Whether pictures are still shown: neither {@link #close()} nor a person has closed the window.
   */
  public synchronized boolean isOpen() {
    if (open && pipeline != null) {
      watch(pipeline);
    }
    return open;
  }

  @Override
  public synchronized void onFrame(DecodedFrame frame) {
    if (!isOpen()) {
      return;
    }
    String caps =
        String.format(
            Locale.ROOT,
            "%s,width=%d,height=%d,framerate=0/1,pixel-aspect-ratio=1/1",
            PictureScaler.caps(frame.format()),
            frame.width(),
            frame.height());
    if (source == null) {
      source = begin();
    }
    if (!caps.equals(shownCaps)) {
      source.set("caps", caps);
      shownCaps = caps;
    }
    byte[] pixels = new byte[frame.data().remaining()];
    frame.data().get(pixels);
    Pointer buffer =
        NativeMedia.buffer(pixels, NativeMedia.NO_TIME, NativeMedia.NO_TIME, NativeMedia.NO_TIME);
    NativeApp.gst_app_src_push_buffer(source.handle(), buffer);
  }

  private MediaElement begin() {
    MediaElement input =
        MediaElement.make("appsrc")
            .set("format", "time")
            .set("max-bytes", 0)
            .set("max-buffers", 2)
            .set("leaky-type", "downstream");
    MediaPipeline built = new MediaPipeline();
    built.add(
        List.of(
            input,
            MediaElement.make("videoconvert"),
            MediaElement.make("videoscale"),
            MediaElement.make("taginject").setText("tags", "title=\"" + tag(title) + "\""),
            MediaElement.make(SINK).set("sync", false)));
    built.play();
    pipeline = built;
    return input;
  }

  private static String tag(String text) {
    return text.replaceAll("[\\\\\"\\p{Cntrl}]", " ");
  }

  private void watch(MediaPipeline shown) {
    NativeMessage message = shown.poll(Duration.ZERO);
    if (message != null && message.type() == NativeMessage.Type.ERROR) {
      log.info("the window '{}' is closed: {}", title, message.text());
      close();
    }
  }

  /** Closes the window. Idempotent. */
  @Override
  public synchronized void close() {
    open = false;
    if (pipeline != null) {
      pipeline.stop();
      pipeline.dispose();
    }
    pipeline = null;
    source = null;
  }
}
