package io.finalnvr.media;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * One decoded picture with its place on the timeline. Immutable. It owns its bytes: they are never
 * used again for another picture, so it may be kept for as long as it is wanted, by any thread, and
 * needs no closing. Mind the size: a picture of 1920 x 1080 in RGB has 6 MB.
 *
 * <pre>{@code
 * byte[] row = new byte[frame.width()];
 * frame.data().get(frame.offset(0) + y * frame.stride(0), row); // row y of a GREY8 picture
 * }</pre>
 *
 * @param track that it was decoded from
 * @param time exactly the {@link EncodedFrame#time()} of its frame
 * @param duration of its frame
 * @param format of the pixels
 * @param width of the picture, pixels
 * @param height of the picture, pixels
 * @param keyFrame whether its frame is a key frame
 * @param discontinuity whether something is missing between the picture before and this one, other
 *     than what the {@link DecodeRequest} leaves out
 * @param data the pixels as {@link PixelFormat} states; read-only
 */
public record DecodedFrame(
    VideoTrack track,
    Instant time,
    Duration duration,
    PixelFormat format,
    int width,
    int height,
    boolean keyFrame,
    boolean discontinuity,
    ByteBuffer data) {

  /** Checks the arguments; the buffer is viewed, not copied. */
  public DecodedFrame {
    Objects.requireNonNull(track, "track");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(duration, "duration");
    data = data.asReadOnlyBuffer().slice();
    if (width < 1 || height < 1 || data.capacity() != format.size(width, height)) {
      throw new IllegalArgumentException(
          "%d bytes can't be a picture of %d x %d in %s"
              .formatted(data.capacity(), width, height, format));
    }
  }

  /** A read-only view of the pixels, position 0. */
  @Override
  public ByteBuffer data() {
    return data.duplicate();
  }

  /** Bytes from the beginning of one row of a plane to that of the next. */
  public int stride(int plane) {
    return format.stride(plane, width);
  }

  /** Where a plane begins in {@link #data()}. */
  public int offset(int plane) {
    return format.offset(plane, width, height);
  }

  /** The instant at which the picture gives way to the next. */
  public Instant endTime() {
    return time.plus(duration);
  }

  @Override
  public String toString() {
    return "picture of %s, %d x %d %s%s%s"
        .formatted(
            time,
            width,
            height,
            format,
            keyFrame ? ", key" : "",
            discontinuity ? ", discontinuity" : "");
  }
}
