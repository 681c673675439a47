package io.finalnvr.media;

import java.util.Objects;
import java.util.Optional;

/**
 * Which pictures are wanted, and how. An immutable value.
 *
 * <pre>{@code
 * DecodeRequest.of(PixelFormat.GREY8).size(PictureSize.exactly(320, 180)).atMost(5)
 * }</pre>
 *
 * <p>Less is cheaper: what is left out by rate is decoded but neither scaled nor copied, and of
 * what is not a key frame nothing is even decoded where {@link #keyFramesOnly} says so.
 *
 * @param format of the pixels
 * @param size of the picture
 * @param rate which frames by their times; empty for all
 * @param keyFramesOnly whether only key frames are decoded; the rate picks from them
 */
public record DecodeRequest(
    PixelFormat format, PictureSize size, Optional<FrameRate> rate, boolean keyFramesOnly) {

  /** Checks the arguments. */
  public DecodeRequest {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(size, "size");
    Objects.requireNonNull(rate, "rate");
  }

  /** Every frame in its own size. */
  public static DecodeRequest of(PixelFormat format) {
    return new DecodeRequest(
        format, PictureSize.ORIGINAL, Optional.empty(), /* keyFramesOnly= */ false);
  }

  /** The same in another size. Default: {@link PictureSize#ORIGINAL}. */
  public DecodeRequest size(PictureSize size) {
    return new DecodeRequest(format, size, rate, keyFramesOnly);
  }

  /** The same with at most so many frames a second; see {@link FrameRate}. Default: all. */
  public DecodeRequest atMost(double framesPerSecond) {
    return new DecodeRequest(
        format, size, Optional.of(new FrameRate(framesPerSecond)), keyFramesOnly);
  }

  /** The same with key frames only. Default: all frames. */
  public DecodeRequest withKeyFramesOnly() {
    return new DecodeRequest(format, size, rate, /* keyFramesOnly= */ true);
  }
}
