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
    // By way of RGB, because jpegenc takes any I420 as if it used the range of a JPEG.
    pipeline.add(
        List.of(
            source,
            MediaElement.make("videoconvert"),
            MediaElement.filter("video/x-raw,format={RGB,GRAY8}"),
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
        ? ",colorimetry=1:4:0:0"
        : "";
  }

  private static MediaElement encoder(PictureFormat format, int quality) {
    return switch (format) {
      case JPEG -> MediaElement.make("jpegenc").set("quality", quality);
      case PNG -> MediaElement.make("pngenc").setIfKnown("compression-level", 3);
    };
  }
}
