package io.finalnvr.gstreamer;

import com.sun.jna.Pointer;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes frames and keeps one of the pictures that come out. */
final class PictureDecoding {

  private static final long FIRST_TIME_NANOS = 1_000_000_000_000L;
  private static final long PULL_NANOS = 50_000_000;

  private PictureDecoding() {}

  /**
   * The picture of the wanted frame, or where it does not come out of the decoder, the newest one
   * before.
   *
   * @param frames in decode order, from a key frame on
   * @param wanted index of a frame
   */
  static RawPicture decode(
      VideoTrack track, String caps, List<EncodedFrame> frames, int wanted, long deadline) {
    MediaPipeline pipeline = new MediaPipeline();
    MediaElement source = MediaElement.make("appsrc").set("format", "time").set("max-bytes", 0);
    source.set("caps", caps);
    // Few, because each of them is a raw picture.
    MediaElement sink = MediaElement.sink().set("max-buffers", 3);
    List<MediaElement> chain = new ArrayList<>();
    chain.add(source);
    chain.addAll(DecoderChain.make(track.codec()));
    chain.add(sink);
    pipeline.add(chain);
    pipeline.play();
    try {
      Map<Long, Instant> times = push(source, frames);
      return pull(pipeline, sink, times, pts(frames, wanted), deadline);
    } finally {
      pipeline.stop();
      pipeline.dispose();
    }
  }

  private static Map<Long, Instant> push(MediaElement source, List<EncodedFrame> frames) {
    Map<Long, Instant> times = new HashMap<>();
    for (int i = 0; i < frames.size(); i++) {
      EncodedFrame frame = frames.get(i);
      byte[] data = new byte[frame.size()];
      frame.data().get(data);
      // Without decode times: a parser that finds one after its frame's time corrects the wrong
      // one.
      Pointer buffer =
          NativeMedia.buffer(
              data, pts(frames, i), NativeMedia.NO_TIME, Math.max(0, frame.duration().toNanos()));
      NativeMedia.setFlags(buffer, frame.keyFrame() ? 0 : NativeMedia.FLAG_DELTA_UNIT);
      NativeApp.gst_app_src_push_buffer(source.handle(), buffer);
      times.put(pts(frames, i), frame.time());
    }
    NativeApp.gst_app_src_end_of_stream(source.handle());
    return times;
  }

  private static long pts(List<EncodedFrame> frames, int index) {
    return FIRST_TIME_NANOS
        + Duration.between(frames.get(0).decodeTime(), frames.get(index).time()).toNanos();
  }

  private static RawPicture pull(
      MediaPipeline pipeline,
      MediaElement sink,
      Map<Long, Instant> times,
      long wantedPts,
      long deadline) {
    RawPicture best = null;
    String error = null;
    while (error == null && System.nanoTime() < deadline) {
      Pointer sample = NativeApp.gst_app_sink_try_pull_sample(sink.handle(), PULL_NANOS);
      if (sample == null) {
        if (NativeApp.gst_app_sink_is_eos(sink.handle()) != 0) {
          error = "no picture comes out";
        }
        NativeMessage message = pipeline.poll(Duration.ZERO);
        if (message != null && message.type() == NativeMessage.Type.ERROR) {
          error = message.text();
        }
        continue;
      }
      long pts = pts(sample);
      Instant time = times.get(pts);
      if (time == null || pts > wantedPts || best != null && time.isBefore(best.time())) {
        NativeMedia.gst_mini_object_unref(sample);
        continue;
      }
      close(best);
      best = new RawPicture(sample, time);
      if (pts == wantedPts) {
        return best;
      }
    }
    if (best == null) {
      throw GStreamerDecoder.undecodable(error == null ? "it takes too long" : error);
    }
    return best;
  }

  private static long pts(Pointer sample) {
    Pointer buffer = NativeMedia.gst_sample_get_buffer(sample);
    return buffer == null ? NativeMedia.NO_TIME : NativeMedia.pts(buffer);
  }

  private static void close(@Nullable RawPicture picture) {
    if (picture != null) {
      picture.close();
    }
  }
}
