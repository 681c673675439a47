package io.finalnvr.media;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * One encoded access unit with its place on the timeline. Immutable; the data is not copied, so
 * whoever creates a frame must not change the bytes afterwards.
 *
 * <p>Times have a resolution of one microsecond. Frames of a track come in decode order: {@link
 * #decodeTime()} strictly increases, {@link #time()} need not where the track has B-frames.
 *
 * @param track the track, with the codec data needed to decode this frame
 * @param time the instant at which the frame is to be shown or heard
 * @param decodeTime the instant at which the frame is to be decoded; equals {@code time} where
 *     frames are not reordered
 * @param duration how long the frame lasts; an estimate for the newest frame of a live camera
 * @param keyFrame true when decoding can start here; true for every audio frame
 * @param discontinuity true when something is missing right before this frame
 * @param decodeOnly true when a player delivers the frame only so that a later one can be decoded;
 *     it is not to be shown
 * @param data the access unit in the form that {@link Codec} states; read-only
 */
public record EncodedFrame(
    Track track,
    Instant time,
    Instant decodeTime,
    Duration duration,
    boolean keyFrame,
    boolean discontinuity,
    boolean decodeOnly,
    ByteBuffer data) {

  /** Checks the arguments; the buffer is viewed, not copied. */
  public EncodedFrame {
    Objects.requireNonNull(track, "track");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(decodeTime, "decodeTime");
    Objects.requireNonNull(duration, "duration");
    data = data.asReadOnlyBuffer().slice();
  }

  /** A read-only view of the access unit, position 0. */
  @Override
  public ByteBuffer data() {
    return data.duplicate();
  }

  /** Size of the access unit in bytes. */
  public int size() {
    return data.capacity();
  }

  /** The instant at which the frame ends. */
  public Instant endTime() {
    return time.plus(duration);
  }

  /** This frame, marked as not to be shown. */
  public EncodedFrame asDecodeOnly() {
    return new EncodedFrame(
        track, time, decodeTime, duration, keyFrame, discontinuity, /* decodeOnly= */ true, data);
  }

  @Override
  public String toString() {
    return "%s frame of track %d at %s, %d bytes%s%s"
        .formatted(
            keyFrame ? "key" : "delta",
            track.id(),
            time,
            size(),
            discontinuity ? ", discontinuity" : "",
            decodeOnly ? ", decode only" : "");
  }
}
