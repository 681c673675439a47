package io.finalnvr.core.play;

import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.LogBreak;
import io.finalnvr.spi.StoredFrame;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One record of a footage log with its frames.
 *
 * @param stored as it stands in the log
 * @param frames in its payload, at least one
 * @param tracks all that its recording has
 * @param broken why bytes were passed over right before it, where they were
 */
record FootageRecord(
    StoredFrame stored,
    List<EncodedFrame> frames,
    List<Track> tracks,
    Optional<LogBreak.Cause> broken) {

  FootageRecord {
    frames = List.copyOf(frames);
    tracks = List.copyOf(tracks);
  }

  /** Time of the record: when its first frame of the leading track is decoded. */
  Instant time() {
    return stored.time();
  }

  boolean randomAccess() {
    return stored.randomAccess();
  }

  /** Whether something is missing right before. */
  boolean afterHole() {
    return stored.discontinuity() || broken.isPresent();
  }

  /** When its first frame is shown, or heard where there is no video. */
  Instant start() {
    boolean video = hasVideo();
    Instant start = Instant.MAX;
    for (EncodedFrame frame : frames) {
      if ((!video || isVideo(frame)) && frame.time().isBefore(start)) {
        start = frame.time();
      }
    }
    return start;
  }

  /** When the frame ends that ends last, be it picture or sound. */
  Instant end() {
    Instant end = Instant.MIN;
    for (EncodedFrame frame : frames) {
      Instant next = frame.endTime();
      end = next.isAfter(end) ? next : end;
    }
    return end;
  }

  /** Whether neither this record nor any later one shows a frame before the instant. */
  boolean isPast(Instant instant) {
    boolean video = hasVideo();
    for (EncodedFrame frame : frames) {
      if ((!video || isVideo(frame)) && frame.decodeTime().isBefore(instant)) {
        return false;
      }
    }
    return true;
  }

  // No streams here: this is asked several times for each record, and records are many.
  boolean hasVideo() {
    for (EncodedFrame frame : frames) {
      if (isVideo(frame)) {
        return true;
      }
    }
    return false;
  }

  static boolean isVideo(EncodedFrame frame) {
    return frame.track().kind() == TrackKind.VIDEO;
  }
}
