package io.finalnvr.gstreamer;

import io.finalnvr.Tolerances;
import io.finalnvr.media.AudioTrack;
import io.finalnvr.spi.SourceFrame;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Takes of a camera's times only those that its {@link Tolerances} believe. Where times come from
 * the arrival, sound goes on evenly while it is within {@link #UNEVEN} of it. Not thread-safe.
 */
final class ToleratedTimes {

  static final Duration UNEVEN = Duration.ofMillis(150);

  private static final long LEAST_STEP_NANOS = 1_000_000;
  private static final int AAC_SAMPLES = 1024;

  private final Tolerances tolerances;
  private final Map<Integer, Last> lasts = new HashMap<>();

  private record Last(long time, long expected) {}

  ToleratedTimes(Tolerances tolerances) {
    this.tolerances = tolerances;
  }

  /** The frame, which arrived at {@code nowNanos}. */
  SourceFrame of(SourceFrame frame, long nowNanos) {
    if (tolerances.timestamps() == Tolerances.Timestamps.ARRIVAL) {
      return at(arrival(frame, nowNanos), OptionalLong.empty(), Optional.empty(), frame);
    }
    return tolerances.senderReports() == Tolerances.SenderReports.IGNORED
        ? at(frame.ptsNanos(), frame.dtsNanos(), frame.duration(), frame)
        : frame;
  }

  private long arrival(SourceFrame frame, long nowNanos) {
    Optional<Duration> duration = duration(frame);
    Last last =
        lasts.getOrDefault(frame.track().id(), new Last(nowNanos - LEAST_STEP_NANOS, nowNanos));
    boolean even = duration.isPresent() && Math.abs(last.expected - nowNanos) < UNEVEN.toNanos();
    long time = Math.max(even ? last.expected : nowNanos, last.time + LEAST_STEP_NANOS);
    lasts.put(
        frame.track().id(), new Last(time, time + duration.map(Duration::toNanos).orElse(0L)));
    return time;
  }

  /** How long sound lasts is in the sound itself; how long a picture does is in wrong times. */
  private static Optional<Duration> duration(SourceFrame frame) {
    if (!(frame.track() instanceof AudioTrack audio)) {
      return Optional.empty();
    }
    return switch (audio.codec()) {
      case PCMA, PCMU -> Optional.of(samples(frame.data().remaining() / audio.channels(), audio));
      case AAC -> Optional.of(samples(AAC_SAMPLES, audio));
      default -> frame.duration();
    };
  }

  private static Duration samples(long count, AudioTrack audio) {
    return Duration.ofNanos(count * 1_000_000_000L / audio.sampleRate());
  }

  private static SourceFrame at(
      long pts, OptionalLong dts, Optional<Duration> duration, SourceFrame frame) {
    return new SourceFrame(
        frame.track(),
        pts,
        dts,
        duration,
        Optional.empty(),
        frame.keyFrame(),
        frame.discontinuity(),
        frame.data(),
        frame.kept());
  }
}
