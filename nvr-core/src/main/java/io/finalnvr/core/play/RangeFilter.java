package io.finalnvr.core.play;

import io.finalnvr.TimeRange;
import io.finalnvr.media.AudioTrack;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Picks the frames of a file from records that begin with a key frame: pictures up to the end,
 * those after it only where one before it refers to them, and sound from the start on, with the
 * little before it that its decoder needs. Pure; not thread-safe.
 */
final class RangeFilter {

  private static final int AAC_FRAME = 1024;

  /** RFC 7845, 4.6. */
  private static final Duration OPUS_LEAD = Duration.ofMillis(80);

  private final TimeRange range;
  private final boolean exact;
  private final List<EncodedFrame> held = new ArrayList<>();
  private @Nullable Instant firstPicture;

  /**
   * For a range.
   *
   * @param exact whether sound starts with the range, rather than with the first picture
   */
  RangeFilter(TimeRange range, boolean exact) {
    this.range = range;
    this.exact = exact;
  }

  /** Takes a record; gives the frames to write now. */
  List<EncodedFrame> take(FootageRecord record) {
    if (firstPicture == null) {
      firstPicture = record.start();
    }
    List<EncodedFrame> ready = new ArrayList<>();
    for (EncodedFrame frame : record.frames()) {
      if (FootageRecord.isVideo(frame)) {
        video(frame, ready);
      } else if (isHeard(frame, firstPicture)) {
        ready.add(frame);
      }
    }
    return ready;
  }

  private boolean isHeard(EncodedFrame frame, Instant first) {
    boolean cut = exact && first.isBefore(range.start());
    boolean late =
        cut
            ? frame.endTime().plus(lead(frame.track())).isAfter(range.start())
            : !frame.time().isBefore(first);
    return late && frame.time().isBefore(range.end());
  }

  /** How much a decoder has to have heard before it is right. */
  static Duration lead(Track track) {
    if (!(track instanceof AudioTrack audio)) {
      return Duration.ZERO;
    }
    return switch (audio.codec()) {
      case AAC -> Duration.ofNanos(AAC_FRAME * 1_000_000_000L / audio.sampleRate());
      case OPUS -> OPUS_LEAD;
      default -> Duration.ZERO;
    };
  }

  private void video(EncodedFrame frame, List<EncodedFrame> ready) {
    if (frame.time().isBefore(range.end())) {
      ready.addAll(held);
      held.clear();
      ready.add(frame);
    } else if (frame.decodeTime().isBefore(range.end())) {
      held.add(frame);
    }
  }
}
