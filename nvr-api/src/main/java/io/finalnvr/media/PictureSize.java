package io.finalnvr.media;

import io.finalnvr.ConfigurationException;

/**
 * In which size pictures are wanted. Pixels are always square: a picture that the camera sends
 * squeezed is as wide as it is meant to be seen.
 *
 * @param width of the picture or of the frame it has to fit into; 0 for any
 * @param height likewise
 * @param exact whether the picture is to be stretched to exactly this size
 */
public record PictureSize(int width, int height, boolean exact) {

  /** As the camera sends it. */
  public static final PictureSize ORIGINAL = new PictureSize(0, 0, /* exact= */ false);

  /** The greatest width and height, far above those of any camera. */
  public static final int MAX = 16_384;

  /** Checks the arguments. */
  public PictureSize {
    if (width < 0 || height < 0 || width > MAX || height > MAX) {
      throw new ConfigurationException(
          "picture size %d x %d; both go from 1 to %d, or 0 for any".formatted(width, height, MAX));
    }
    if (exact && (width == 0 || height == 0)) {
      throw new ConfigurationException("an exact picture size needs a width and a height");
    }
  }

  /**
   * Scaled down, never up, to fit into a frame, keeping its shape; both sides become even.
   *
   * @param maxWidth 0 for any
   * @param maxHeight 0 for any
   */
  public static PictureSize within(int maxWidth, int maxHeight) {
    return new PictureSize(maxWidth, maxHeight, /* exact= */ false);
  }

  /** Scaled to exactly this size, up or down, whatever that does to its shape. */
  public static PictureSize exactly(int width, int height) {
    return new PictureSize(width, height, /* exact= */ true);
  }

  /** The exact size that a picture of an exact size gets. */
  public PictureSize of(PictureSize source) {
    if (exact) {
      return this;
    }
    double scale =
        Math.min(
            width == 0 ? 1 : (double) width / source.width,
            height == 0 ? 1 : (double) height / source.height);
    return scale >= 1 ? source : exactly(even(source.width * scale), even(source.height * scale));
  }

  private static int even(double length) {
    return Math.max(2, (int) Math.round(length) / 2 * 2);
  }
}
