package io.finalnvr.spi;

import io.finalnvr.media.Track;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One encoded access unit as it came from a camera, before it has a place on the timeline.
 *
 * @param track one of those announced last
 * @param ptsNanos presentation time, nanoseconds on a clock that all tracks of the session share
 * @param dtsNanos decode time on the same clock, where the source knows it (RTSP does not)
 * @param duration where the source knows it
 * @param cameraTime the presentation time on the camera's own wall clock, where the camera tells it
 *     (RTCP sender reports)
 * @param keyFrame whether decoding can start here; true for every audio frame
 * @param discontinuity whether something is missing right before; a frame that is itself not whole
 *     is never handed over
 * @param data the access unit in the form that {@link io.finalnvr.media.Codec} states; not copied,
 *     must not be changed any more
 * @param kept how long the source had the frame before it handed it over: zero, but for the first
 *     ones, which wait until all tracks are known
 */
public record SourceFrame(
    Track track,
    long ptsNanos,
    OptionalLong dtsNanos,
    Optional<Duration> duration,
    Optional<Instant> cameraTime,
    boolean keyFrame,
    boolean discontinuity,
    ByteBuffer data,
    Duration kept) {

  /** Checks the arguments; the buffer is viewed, not copied. */
  public SourceFrame {
    Objects.requireNonNull(kept, "kept");
    Objects.requireNonNull(track, "track");
    Objects.requireNonNull(dtsNanos, "dtsNanos");
    Objects.requireNonNull(duration, "duration");
    Objects.requireNonNull(cameraTime, "cameraTime");
    data = data.asReadOnlyBuffer().slice();
  }

  /** A frame that is handed over as it comes. */
  public SourceFrame(
      Track track,
      long ptsNanos,
      OptionalLong dtsNanos,
      Optional<Duration> duration,
      Optional<Instant> cameraTime,
      boolean keyFrame,
      boolean discontinuity,
      ByteBuffer data) {
    this(
        track,
        ptsNanos,
        dtsNanos,
        duration,
        cameraTime,
        keyFrame,
        discontinuity,
        data,
        Duration.ZERO);
  }

  /** This frame, handed over after a while. */
  public SourceFrame kept(Duration howLong) {
    return new SourceFrame(
        track, ptsNanos, dtsNanos, duration, cameraTime, keyFrame, discontinuity, data, howLong);
  }

  /** A read-only view of the access unit, position 0. */
  @Override
  public ByteBuffer data() {
    return data.duplicate();
  }
}
