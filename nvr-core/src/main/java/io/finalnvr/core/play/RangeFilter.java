package io.finalnvr.core.play;

import io.finalnvr.media.EncodedFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Picks the frames of a file from records that begin with a key frame: pictures up to the end,
 * those after it only where one before it refers to them, and sound from the first picture on.
 * Pure; not thread-safe.
 */
final class RangeFilter {

  private final Instant end;
  private final List<EncodedFrame> held = new ArrayList<>();
  private @Nullable Instant start;

  RangeFilter(Instant end) {
    this.end = end;
  }

  /** Takes a record; gives the frames to write now. */
  List<EncodedFrame> take(FootageRecord record) {
    if (start == null) {
      start = record.start();
    }
    List<EncodedFrame> ready = new ArrayList<>();
    for (EncodedFrame frame : record.frames()) {
      if (FootageRecord.isVideo(frame)) {
        video(frame, ready);
      } else if (!frame.time().isBefore(start) && frame.time().isBefore(end)) {
        ready.add(frame);
      }
    }
    return ready;
  }

  private void video(EncodedFrame frame, List<EncodedFrame> ready) {
    if (frame.time().isBefore(end)) {
      ready.addAll(held);
      held.clear();
      ready.add(frame);
    } else if (frame.decodeTime().isBefore(end)) {
      held.add(frame);
    }
  }
}
