package io.finalnvr.gstreamer;

import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.SourceFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the tracks of an RTSP session onto one clock: sound is moved until both tracks' sender
 * reports say the same.
 *
 * <p>Without it sound and picture are as far apart as their first packets were: a stream with B
 * frames, for example, is sent before it is due. Sound moves by at most 2 % of the time passed, so
 * that it neither tears nor goes back. Reports that put the tracks more than {@link #MOST} apart
 * are not believed (servers exist that garble the fraction of the second); then arrival decides.
 * Not thread-safe: the session holds its lock.
 */
final class TrackAlignment {

  static final Duration MOST = Duration.ofMillis(300);

  private static final double SLEW = 0.02;

  private final Map<Integer, Shift> shifts = new HashMap<>();
  private @Nullable Duration pictureClock;
  private boolean seesPictures;

  /** The frame, on the clock of the pictures. */
  SourceFrame align(SourceFrame frame) {
    if (frame.track().kind() == TrackKind.VIDEO) {
      seesPictures = true;
      pictureClock = clock(frame);
      return frame;
    }
    if (!seesPictures) {
      return frame;
    }
    Shift shift = shifts.computeIfAbsent(frame.track().id(), id -> new Shift());
    Duration sound = clock(frame);
    shift.towards(
        sound == null || pictureClock == null
            ? Optional.empty()
            : Optional.of(sound.minus(pictureClock)),
        frame.ptsNanos());
    long pts = frame.ptsNanos() + shift.nanos;
    return new SourceFrame(
        frame.track(),
        pts,
        frame.dtsNanos(),
        frame.duration(),
        Optional.ofNullable(pictureClock).map(clock -> Instant.EPOCH.plus(clock).plusNanos(pts)),
        frame.keyFrame(),
        frame.discontinuity(),
        frame.data());
  }

  /** The camera's wall clock at presentation time zero. */
  private static @Nullable Duration clock(SourceFrame frame) {
    return frame
        .cameraTime()
        .map(time -> Duration.between(Instant.EPOCH, time).minusNanos(frame.ptsNanos()))
        .orElse(null);
  }

  /** How far one track is moved now. */
  private static final class Shift {
    private long nanos;
    private long lastPts = Long.MAX_VALUE;

    void towards(Optional<Duration> asked, long pts) {
      long most = (long) (Math.max(0, pts - lastPts) * SLEW);
      lastPts = pts;
      asked
          .filter(difference -> difference.abs().compareTo(MOST) <= 0)
          .ifPresent(
              difference -> nanos += Math.max(-most, Math.min(most, difference.toNanos() - nanos)));
    }
  }
}
