package io.finalnvr.gstreamer;

import io.finalnvr.MediaException;
import io.finalnvr.media.Codec;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.PictureFormat;
import io.finalnvr.media.PixelFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Makes a picture file of a decoded picture. */
final class PictureEncoding {

  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /** That of a JPEG: 0 to 255, matrix of BT.601. */
  private static final String FULL_RANGE = "1:4:0:0";

  private PictureEncoding() {}

  static byte[] encode(DecodedFrame frame, PictureFormat format, int quality) {
    byte[] pixels = new byte[frame.data().remaining()];
    frame.data().get(pixels);
    MediaPipeline pipeline = new MediaPipeline();
    MediaElement source = MediaElement.make("appsrc").set("format", "time").set("max-bytes", 0);
    source.set(
        "caps",
        String.format(
            Locale.ROOT,
            "%s%s,width=%d,height=%d,framerate=0/1",
            PictureScaler.caps(frame.format()),
            range(frame),
            frame.width(),
            frame.height()));
    MediaElement sink = MediaElement.sink();
    pipeline.add(
        List.of(
            source,
            MediaElement.make("videoconvert"),
            MediaElement.filter("video/x-raw,format={RGB,GRAY8}"),
            MediaElement.make("videoconvert"),
            MediaElement.filter(encodable(frame.format(), format)),
            encoder(format, quality),
            sink));
    pipeline.play();
    try (AppSinkReader reader = new AppSinkReader(sink)) {
      NativeApp.gst_app_src_push_buffer(source.handle(), NativeMedia.buffer(pixels, 0, 0, 0));
      NativeApp.gst_app_src_end_of_stream(source.handle());
      MediaSample sample = reader.pull(PATIENCE);
      if (sample == null) {
        NativeMessage message = pipeline.poll(Duration.ZERO);
        throw new MediaException(
            MediaException.Reason.OUTPUT,
            "a picture can't be written as %s%s"
                .formatted(format, message == null ? "" : ": " + message.text()));
      }
      return sample.data();
    } finally {
      pipeline.stop();
      pipeline.dispose();
    }
  }

  private static String range(DecodedFrame frame) {
    return frame.format() == PixelFormat.I420 && frame.track().codec() == Codec.MJPEG
        ? ",colorimetry=" + FULL_RANGE
        : "";
  }

  /**
   * jpegenc takes what it gets for full range, so it must be; of RGB it makes no JFIF. From I420 to
   * I420 videoconvert leaves the range alone, so all comes by way of RGB.
   */
  private static String encodable(PixelFormat pixels, PictureFormat format) {
    if (pixels == PixelFormat.GREY8) {
      return "video/x-raw,format=GRAY8";
    }
    return switch (format) {
      case JPEG -> "video/x-raw,format=I420,colorimetry=" + FULL_RANGE;
      case PNG -> "video/x-raw,format=RGB";
    };
  }

  private static MediaElement encoder(PictureFormat format, int quality) {
    return switch (format) {
      case JPEG -> MediaElement.make("jpegenc").set("quality", quality);
      case PNG -> MediaElement.make("pngenc").setIfKnown("compression-level", 3);
    };
  }
}
