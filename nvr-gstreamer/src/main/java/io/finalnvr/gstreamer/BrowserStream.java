package io.finalnvr.gstreamer;

import com.sun.jna.Pointer;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** One track on its way into a webrtcbin. Single-threaded. */
final class BrowserStream {

  private final MediaElement source;
  private final MediaElement packets;
  private final long timestampOffset;
  private Track track;

  /** Adds the elements to a pipeline; nothing is linked to the webrtcbin yet. */
  BrowserStream(MediaPipeline pipeline, Track track, long timestampOffset) {
    this.track = track;
    this.timestampOffset = timestampOffset;
    source =
        MediaElement.make("appsrc")
            .set("is-live", true)
            .set("format", "time")
            .set("max-bytes", 0) // Who pushes asks how many wait.
            .set("caps", RtpChain.caps(track));
    List<MediaElement> chain = new ArrayList<>();
    chain.add(source);
    chain.addAll(RtpChain.of(track, timestampOffset));
    packets = chain.get(chain.size() - 1);
    pipeline.add(chain);
  }

  /** Where its packets come out. */
  MediaElement packets() {
    return packets;
  }

  /** Bytes that have not been sent yet. */
  long waiting() {
    return NativeApp.gst_app_src_get_current_level_bytes(source.handle());
  }

  /** The RTP timestamp of a running time, for pictures. */
  long rtpTimestamp(long runningTime) {
    long ticks = Math.floorDiv(runningTime * RtpChain.VIDEO_RATE, 1_000_000_000L);
    return ticks + timestampOffset & 0xffff_ffffL;
  }

  void push(EncodedFrame frame, long runningTime) {
    if (!frame.track().equals(track)) {
      track = frame.track();
      Pointer caps = NativeMedia.caps(RtpChain.caps(track));
      NativeApp.gst_app_src_set_caps(source.handle(), caps);
      NativeMedia.gst_mini_object_unref(caps);
    }
    ByteBuffer data = frame.data();
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    NativeApp.gst_app_src_push_buffer(
        source.handle(),
        NativeMedia.buffer(bytes, runningTime, NativeMedia.NO_TIME, frame.duration().toNanos()));
  }
}
