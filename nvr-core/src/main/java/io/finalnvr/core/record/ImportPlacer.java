package io.finalnvr.core.record;

import io.finalnvr.core.mp4.DecodeOrder;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.SourceFrame;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the frames of a file their places on the timeline: the first one is at a given instant, or
 * where the file hides frames, the first one that is shown; and all others are as far from it as in
 * the file, in whole microseconds. Decode times of a track strictly increase, and are after what is
 * recorded. Pure; not thread-safe.
 */
final class ImportPlacer {

  private static final Duration UNKNOWN_DURATION = Duration.ofMillis(40);

  private final Instant begin;
  private final Map<Integer, Instant> lastDecode = new HashMap<>();
  private Instant floor;
  private boolean videoLeads = true;
  private @Nullable Instant zero;
  private @Nullable VideoTrack ordered;
  private DecodeOrder order = new DecodeOrder(0);

  /**
   * For a file.
   *
   * @param begin the instant of its first frame that is shown
   * @param ofPresentation whether that is the instant of its time 0, whatever its first frame's
   * @param floor decode times must be after this instant
   */
  ImportPlacer(Instant begin, boolean ofPresentation, Instant floor) {
    this.begin = begin;
    this.zero = ofPresentation ? begin : null;
    this.floor = floor;
  }

  /** From the next frame on, decode times may lie anywhere. */
  void lift() {
    floor = Instant.EPOCH;
    lastDecode.clear();
  }

  /** Whether the file hides a frame that would lie before an instant. */
  boolean hidesBefore(SourceFrame frame, Instant time) {
    return frame.ptsNanos() < 0 && begin.plusNanos(frame.ptsNanos()).isBefore(time);
  }

  /**
   * Another recording begins: what leads it is decoded after this instant, though no picture is
   * shown at another time for that.
   *
   * @param video whether pictures lead it, and sound keeps its time
   */
  void begin(Instant end, boolean video) {
    floor = end.isAfter(floor) ? end : floor;
    videoLeads = video;
  }

  /** When a frame is shown or heard. */
  Instant time(SourceFrame frame) {
    return micros(origin(frame).plusNanos(frame.ptsNanos()));
  }

  private Instant origin(SourceFrame frame) {
    Instant origin = zero == null ? begin.minusNanos(Math.max(0, frame.ptsNanos())) : zero;
    zero = origin;
    return origin;
  }

  EncodedFrame place(SourceFrame frame) {
    Instant time = time(frame);
    Instant asked = micros(origin(frame).plusNanos(decodeNanos(frame)));
    Instant last = lastDecode.getOrDefault(frame.track().id(), floor);
    boolean leads = !videoLeads || frame.track() instanceof VideoTrack;
    last = leads && floor.isAfter(last) ? floor : last;
    Instant decodeTime = asked.isAfter(last) ? asked : micros(last).plus(1, ChronoUnit.MICROS);
    Duration duration = frame.duration().orElseGet(() -> step(frame, decodeTime));
    lastDecode.put(frame.track().id(), decodeTime);
    boolean video = frame.track() instanceof VideoTrack;
    return new EncodedFrame(
        frame.track(),
        !video && decodeTime.isAfter(time) ? decodeTime : time,
        decodeTime,
        duration,
        frame.keyFrame(),
        frame.discontinuity(),
        /* decodeOnly= */ false,
        frame.data());
  }

  /** Not every container tells when a picture is decoded. */
  private long decodeNanos(SourceFrame frame) {
    if (frame.dtsNanos().isPresent() || !(frame.track() instanceof VideoTrack video)) {
      return frame.dtsNanos().orElse(frame.ptsNanos());
    }
    if (!video.equals(ordered)) {
      ordered = video;
      order = DecodeOrder.of(video);
    }
    return order.decodeTimeNanos(frame.ptsNanos());
  }

  private Duration step(SourceFrame frame, Instant decodeTime) {
    Instant last = lastDecode.get(frame.track().id());
    return last == null ? UNKNOWN_DURATION : Duration.between(last, decodeTime);
  }

  /** Rounded to the nearest: files count in other units. */
  private static Instant micros(Instant time) {
    return time.plusNanos(500).truncatedTo(ChronoUnit.MICROS);
  }
}
