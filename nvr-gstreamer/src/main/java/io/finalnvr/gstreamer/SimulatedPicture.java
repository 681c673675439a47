package io.finalnvr.gstreamer;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntBinaryOperator;

/**
 * What a picture of a {@link SimulatedCamera} says about itself in two rows of black and white
 * cells at its bottom: which frame it is and when it was taken. They survive encoding and scaling,
 * so that a test can tell from a decoded picture which frame it sees.
 *
 * <pre>{@code
 * BufferedImage image = ImageIO.read(...);
 * SimulatedPicture.read(
 *     image.getWidth(), image.getHeight(), (x, y) -> image.getRGB(x, y) >> 8 & 0xff);
 * }</pre>
 *
 * @param frame number of the frame, counted from the camera's start also while nobody watches
 * @param time of the frame by the camera's clock, to the millisecond; the clock in the picture
 *     shows the same
 */
public record SimulatedPicture(long frame, Instant time) {

  static final int CELLS = 48;
  static final int ROWS = 24;

  private static final int VALUE_BITS = 42;
  private static final long VALUE_MASK = (1L << VALUE_BITS) - 1;
  private static final int MIDDLE_GREY = 128;

  /** Checks the arguments. */
  public SimulatedPicture {
    Objects.requireNonNull(time, "time");
  }

  /**
   * Reads the cells of a decoded picture.
   *
   * @param width of the picture, pixels
   * @param height of the picture, pixels
   * @param luma gives the brightness at (x, y), 0 to 255
   * @return empty when the picture is not one of a simulated camera's
   */
  public static Optional<SimulatedPicture> read(int width, int height, IntBinaryOperator luma) {
    OptionalLong frame = readRow(width, height, ROWS - 2, luma);
    OptionalLong time = readRow(width, height, ROWS - 1, luma);
    return frame.isPresent() && time.isPresent()
        ? Optional.of(
            new SimulatedPicture(frame.getAsLong(), Instant.ofEpochMilli(time.getAsLong())))
        : Optional.empty();
  }

  /** The cells of a row, the highest bit leftmost: 1, 0, four check bits, the value. */
  static long cells(long value) {
    long bits = value & VALUE_MASK;
    return 0b10L << VALUE_BITS + 4 | check(bits) << VALUE_BITS | bits;
  }

  private static OptionalLong readRow(int width, int height, int row, IntBinaryOperator luma) {
    int y = (2 * row + 1) * height / (2 * ROWS);
    long cells = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      int x = (2 * cell + 1) * width / (2 * CELLS);
      cells = cells << 1 | (luma.applyAsInt(x, y) >= MIDDLE_GREY ? 1 : 0);
    }
    long value = cells & VALUE_MASK;
    return cells == cells(value) ? OptionalLong.of(value) : OptionalLong.empty();
  }

  private static long check(long bits) {
    long check = 0b0101;
    for (long rest = bits; rest != 0; rest >>>= 4) {
      check ^= rest & 0xf;
    }
    return check;
  }
}
