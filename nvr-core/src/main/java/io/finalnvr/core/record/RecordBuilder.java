package io.finalnvr.core.record;

import io.finalnvr.core.mp4.FragmentWriter;
import io.finalnvr.core.record.QueueItem.Received;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records of one recording out of its frames. Pure; not thread-safe.
 *
 * <p>A video frame takes with it the sound received since the video frame before. Sound alone gets
 * a record every 100 ms where the camera has no video, and every second where its video does not
 * come.
 */
final class RecordBuilder {

  private static final Duration SOUND_ONLY = Duration.ofMillis(100);
  private static final Duration VIDEO_MISSING = Duration.ofSeconds(1);

  private static final Duration HEADER_INTERVAL = Duration.ofSeconds(1);

  private final List<Track> tracks;
  private final boolean hasVideo;
  private final List<Received> waiting = new ArrayList<>();
  private @Nullable FragmentWriter fragments;
  private @Nullable Instant lastTime;
  private Instant lastHeader = Instant.EPOCH;
  private Instant end = Instant.EPOCH;
  private Instant decodedUntil = Instant.EPOCH;

  RecordBuilder(List<Track> tracks) {
    this.tracks = List.copyOf(tracks);
    this.hasVideo = tracks.stream().anyMatch(t -> t.kind() == TrackKind.VIDEO);
  }

  /** Takes a frame; gives a record where it completes one. */
  Optional<Pending> add(Received received) {
    waiting.add(received);
    boolean complete =
        received.frame().track().kind() == TrackKind.VIDEO
            || span().compareTo(hasVideo ? VIDEO_MISSING : SOUND_ONLY) >= 0;
    return complete ? drain() : Optional.empty();
  }

  /** A record of the frames that wait for one, if any do. */
  Optional<Pending> drain() {
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    Pending record = build(List.copyOf(waiting));
    waiting.clear();
    return Optional.of(record);
  }

  /** Takes out the frames that wait for a record. */
  List<Received> discard() {
    List<Received> frames = List.copyOf(waiting);
    waiting.clear();
    return frames;
  }

  /** When the frame ends that ends last; of all frames in records so far. */
  Instant end() {
    return end;
  }

  /** The same by decode times: the next frame of the session may be decoded then. */
  Instant decodedUntil() {
    return decodedUntil;
  }

  private Pending build(List<Received> record) {
    EncodedFrame last = record.get(record.size() - 1).frame();
    boolean video = last.track().kind() == TrackKind.VIDEO;
    Instant time = laterThanLast(video ? last.decodeTime() : timeOfSound(record.get(0).frame()));
    boolean randomAccess =
        video ? last.keyFrame() : !hasVideo && !time.isBefore(lastHeader.plus(HEADER_INTERVAL));
    if (randomAccess) {
      lastHeader = time;
    }
    if (fragments == null) {
      fragments = new FragmentWriter(tracks, earliest(time, record));
    }
    List<EncodedFrame> frames = record.stream().map(Received::frame).toList();
    frames.forEach(this::extendEnd);
    lastTime = time;
    return new Pending(
        time,
        randomAccess,
        frames.stream().anyMatch(EncodedFrame::discontinuity),
        fragments.payload(frames, randomAccess),
        record,
        new CompletableFuture<>());
  }

  /**
   * Sound alone has its own times. In a recording with video its record stands well before them:
   * with B-frames, the pictures that come after it may be decoded before it is heard, and the time
   * of their record is that.
   */
  private Instant timeOfSound(EncodedFrame first) {
    return hasVideo && lastTime != null
        ? first.decodeTime().minus(VIDEO_MISSING)
        : first.decodeTime();
  }

  private Instant laterThanLast(Instant time) {
    return lastTime == null || time.isAfter(lastTime) ? time : lastTime.plusNanos(1_000);
  }

  private static Instant earliest(Instant time, List<Received> record) {
    return record.stream()
        .map(received -> received.frame().decodeTime())
        .filter(decodeTime -> decodeTime.isBefore(time))
        .min(Comparator.naturalOrder())
        .orElse(time);
  }

  private void extendEnd(EncodedFrame frame) {
    Instant frameEnd = endOf(frame);
    end = frameEnd.isAfter(end) ? frameEnd : end;
    decodedUntil = decodeEndOf(frame).isAfter(decodedUntil) ? decodeEndOf(frame) : decodedUntil;
  }

  /** When a frame ends: it may be shown long after it is decoded. */
  static Instant endOf(EncodedFrame frame) {
    Instant decoded = decodeEndOf(frame);
    return frame.endTime().isAfter(decoded) ? frame.endTime() : decoded;
  }

  private static Instant decodeEndOf(EncodedFrame frame) {
    return frame.decodeTime().plus(frame.duration());
  }

  private Duration span() {
    return Duration.between(
        waiting.get(0).frame().decodeTime(), waiting.get(waiting.size() - 1).frame().decodeTime());
  }
}
