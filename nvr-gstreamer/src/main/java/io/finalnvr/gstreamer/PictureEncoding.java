package io.finalnvr.gstreamer;

import io.finalnvr.media.PictureFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Makes a picture file of a decoded picture. */
final class PictureEncoding {

  private static final int JPEG_QUALITY = 85;

  private PictureEncoding() {}

  static byte[] encode(RawPicture raw, PictureFormat format, int maxWidth, long deadline) {
    int[] size = raw.shownSize(maxWidth);
    MediaPipeline pipeline = new MediaPipeline();
    MediaElement source = MediaElement.make("appsrc").set("format", "time").set("max-bytes", 0);
    MediaElement sink = MediaElement.sink();
    pipeline.add(
        List.of(
            source,
            MediaElement.make("videoscale"),
            MediaElement.filter(
                String.format(
                    Locale.ROOT,
                    "video/x-raw,width=%d,height=%d,pixel-aspect-ratio=1/1",
                    size[0],
                    size[1])),
            MediaElement.make("videoconvert"),
            encoder(format),
            sink));
    pipeline.play();
    try (AppSinkReader reader = new AppSinkReader(sink)) {
      NativeApp.gst_app_src_push_sample(source.handle(), raw.sample());
      NativeApp.gst_app_src_end_of_stream(source.handle());
      MediaSample sample = reader.pull(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      if (sample == null) {
        NativeMessage message = pipeline.poll(Duration.ZERO);
        throw GStreamerDecoder.undecodable(
            message == null ? "the picture can't be written as " + format : message.text());
      }
      return sample.data();
    } finally {
      pipeline.stop();
      pipeline.dispose();
    }
  }

  private static MediaElement encoder(PictureFormat format) {
    return switch (format) {
      case JPEG -> MediaElement.make("jpegenc").set("quality", JPEG_QUALITY);
      case PNG -> MediaElement.make("pngenc").setIfKnown("compression-level", 3);
    };
  }
}
