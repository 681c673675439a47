package io.finalnvr.core.record;

import io.finalnvr.core.mp4.DecodeOrder;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.VideoTrack;
import io.finalnvr.spi.SourceFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Gives the frames of one session their places on the timeline: presentation time by {@link
 * TimelineClock}, decode time by {@link DecodeOrder} where the source does not tell it, both in
 * whole microseconds, decode times of a track strictly increasing and after everything recorded
 * before. Not thread-safe.
 */
final class FramePlacer {

  private static final Duration UNKNOWN_DURATION = Duration.ofMillis(40);

  private final TimelineClock clock = new TimelineClock();
  private final Map<Integer, TrackTimes> tracks = new HashMap<>();
  private long floorNanos;
  private boolean first = true;
  private boolean changed;

  /**
   * For a new session.
   *
   * @param floor decode times must be after this instant
   */
  FramePlacer(Instant floor) {
    this.floorNanos = nanos(floor);
  }

  EncodedFrame place(SourceFrame frame, Instant arrival) {
    OptionalLong cameraTime =
        frame.cameraTime().isPresent()
            ? OptionalLong.of(nanos(frame.cameraTime().get()))
            : OptionalLong.empty();
    long time = clock.place(frame.ptsNanos(), cameraTime, nanos(arrival));
    if (first) {
      time += liftAboveFloor(time);
      first = false;
    } else if (changed && frame.track() instanceof VideoTrack) {
      // The last frame of before turned out shorter than it was said to be.
      long lift = Math.max(0, floorNanos + 1_000 - time);
      clock.shift(lift);
      time += lift;
      changed = false;
    }
    TrackTimes times = tracks.computeIfAbsent(frame.track().id(), id -> TrackTimes.of(frame));
    long decodeTime =
        times.next(frame, wholeMicros(time), wholeMicros(time) - frame.ptsNanos(), floorNanos);
    Duration duration = times.duration(frame, decodeTime);
    // Only pictures are reordered: sound that had to be decoded later is heard later.
    long shown =
        frame.track() instanceof VideoTrack
            ? wholeMicros(time)
            : Math.max(wholeMicros(time), decodeTime);
    return new EncodedFrame(
        frame.track(),
        instant(shown),
        instant(decodeTime),
        duration,
        frame.keyFrame(),
        frame.discontinuity(),
        /* decodeOnly= */ false,
        frame.data());
  }

  /**
   * The track's parameters have changed: its order of decoding is found out anew.
   *
   * @param floor frames must be after this instant, the end of the recording of before
   */
  void tracksChanged(Instant floor) {
    floorNanos = Math.max(floorNanos, nanos(floor));
    changed = true;
    tracks.values().forEach(TrackTimes::forgetOrder);
  }

  private long liftAboveFloor(long time) {
    // Room for frames that are decoded before the first one is shown, and for sound that is older.
    long lowest = floorNanos + Duration.ofSeconds(1).toNanos();
    long lift = Math.max(0, time > floorNanos + 1_000 ? 0 : lowest - time);
    clock.shift(lift);
    return lift;
  }

  private static long wholeMicros(long nanos) {
    return Math.floorDiv(nanos, 1_000L) * 1_000L;
  }

  private static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }

  /** Decode times of one track. */
  private static final class TrackTimes {
    private Track track;
    private @Nullable DecodeOrder order;
    private long last = Long.MIN_VALUE;
    private long lastAsked = Long.MIN_VALUE;
    private Duration lastDuration = UNKNOWN_DURATION;

    private TrackTimes(Track track) {
      this.track = track;
      forgetOrder();
    }

    static TrackTimes of(SourceFrame frame) {
      return new TrackTimes(frame.track());
    }

    void forgetOrder() {
      order = track instanceof VideoTrack video ? DecodeOrder.of(video) : null;
    }

    long next(SourceFrame frame, long time, long offset, long floor) {
      if (!frame.track().equals(track)) {
        track = frame.track();
        forgetOrder();
      }
      long asked;
      if (frame.dtsNanos().isPresent()) {
        asked = wholeMicros(frame.dtsNanos().getAsLong() + offset);
      } else if (order != null) {
        asked = wholeMicros(order.decodeTimeNanos(time));
      } else {
        asked = time;
      }
      long lowest = Math.max(floor, last) + 1_000;
      long decodeTime = Math.max(asked, wholeMicros(lowest));
      // Those that have to be decoded later than they would be do not get shorter by that.
      long step = asked - lastAsked;
      if (lastAsked != Long.MIN_VALUE && step > 0 && frame.duration().isEmpty()) {
        lastDuration = Duration.ofNanos(Math.min(step, 10_000_000_000L));
      }
      lastAsked = asked;
      last = decodeTime;
      return decodeTime;
    }

    Duration duration(SourceFrame frame, long decodeTime) {
      return frame
          .duration()
          .map(d -> Duration.ofNanos(Math.max(1_000, wholeMicros(d.toNanos()))))
          .orElse(lastDuration);
    }
  }
}
