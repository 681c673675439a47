package io.finalnvr;

/**
 * How fast footage is played, and which way.
 *
 * <ul>
 *   <li>Below {@value #KEY_FRAMES_FROM} times real time every frame is delivered.
 *   <li>From {@value #KEY_FRAMES_FROM} times on, either way, only key frames are: at most 25 a
 *       second, without sound. Nothing in between is read.
 *   <li>{@link #UNPACED} delivers every frame.
 * </ul>
 *
 * @param factor 1 for real time, 2 for twice as fast, below zero for backwards: from 0.1 to 64
 *     either way; infinite for as fast as the sink takes it
 */
public record Speed(double factor) {

  /** The slowest. */
  public static final double SLOWEST = 0.1;

  /** The fastest that keeps to a pace. */
  public static final double FASTEST = 64;

  /** From this factor on only key frames are played. */
  public static final double KEY_FRAMES_FROM = 8;

  /** Real time. */
  public static final Speed NORMAL = new Speed(1);

  /** Backwards in real time. */
  public static final Speed REVERSE = new Speed(-1);

  /** As fast as the store gives and the sink takes. */
  public static final Speed UNPACED = new Speed(Double.POSITIVE_INFINITY);

  /** Checks the factor. */
  public Speed {
    double size = Math.abs(factor);
    if (!(size >= SLOWEST && size <= FASTEST || Double.isInfinite(size))) {
      throw new ConfigurationException(
          "speed %s; it goes from 0.1 to 64, or from -0.1 to -64 for backwards".formatted(factor));
    }
  }

  /** Whether frames are delivered without regard to their times. */
  public boolean isUnpaced() {
    return Double.isInfinite(factor);
  }

  /** Whether footage is played backwards. */
  public boolean isReverse() {
    return factor < 0;
  }

  /** Whether only key frames are played. */
  public boolean isKeyFramesOnly() {
    return !isUnpaced() && Math.abs(factor) >= KEY_FRAMES_FROM;
  }

  /** As fast the other way. */
  public Speed reversed() {
    return new Speed(-factor);
  }
}
