package io.finalnvr;

/**
 * How fast footage is played.
 *
 * @param factor 1 for real time, 2 for twice as fast; infinite for as fast as the sink takes it
 */
public record Speed(double factor) {

  /** Real time. */
  public static final Speed NORMAL = new Speed(1);

  /** As fast as the store gives and the sink takes. */
  public static final Speed UNPACED = new Speed(Double.POSITIVE_INFINITY);

  /** Checks the factor. */
  public Speed {
    if (!(factor > 0)) {
      throw new ConfigurationException("speed " + factor + "; it must be above zero");
    }
  }

  /** Whether frames are delivered without regard to their times. */
  public boolean isUnpaced() {
    return Double.isInfinite(factor);
  }
}
