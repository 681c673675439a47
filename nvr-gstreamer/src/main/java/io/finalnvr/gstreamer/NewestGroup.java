package io.finalnvr.gstreamer;

import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.TrackKind;
import java.util.ArrayList;
import java.util.List;

/** The frames from the newest key frame on, for one who is not there yet. Single-threaded. */
final class NewestGroup {

  private final long mostBytes;
  private final List<EncodedFrame> frames = new ArrayList<>();
  private long bytes;

  /** A group that would be larger is forgotten, and the next one waited for. */
  NewestGroup(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  void add(EncodedFrame frame) {
    boolean video = frame.track().kind() == TrackKind.VIDEO;
    if (video && frame.keyFrame()) {
      clear();
    } else if (frames.isEmpty()) {
      return;
    }
    bytes += frame.size();
    if (bytes > mostBytes) {
      clear();
      return;
    }
    frames.add(frame);
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  /** The frames, beginning with the key frame; none afterwards. */
  List<EncodedFrame> take() {
    List<EncodedFrame> taken = List.copyOf(frames);
    clear();
    return taken;
  }

  private void clear() {
    frames.clear();
    bytes = 0;
  }
}
