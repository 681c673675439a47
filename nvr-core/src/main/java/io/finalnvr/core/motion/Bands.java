package io.finalnvr.core.motion;

import java.util.Arrays;

/**
 * How the light has changed for each row of cells. Lamps flicker faster than a rolling shutter
 * reads a picture, so that bright and dark bands lie across it and wander. The median of a row, so
 * that things that cover less than half of it do not count. Not thread-safe.
 */
final class Bands {

  private static final int BINS = 256;
  private static final float LEAST_GAIN = 0.8f;
  private static final float GREATEST_GAIN = 1.25f;
  private static final float STEP = (GREATEST_GAIN - LEAST_GAIN) / BINS;

  /** Darker cells tell too little. */
  private static final float LEAST_BRIGHTNESS = 16;

  private final int columns;
  private final int[] histogram = new int[BINS];

  Bands(int columns) {
    this.columns = columns;
  }

  /**
   * The gain of a row; 1 where too few cells tell.
   *
   * @param expected by the light of the whole picture
   * @param now as it is
   * @param counts which cells count
   */
  float gain(int row, float[] expected, float[] now, boolean[] counts) {
    Arrays.fill(histogram, 0);
    int count = 0;
    for (int i = row * columns; i < (row + 1) * columns; i++) {
      if (counts[i] && expected[i] >= LEAST_BRIGHTNESS) {
        int bin = (int) ((now[i] / expected[i] - LEAST_GAIN) / STEP);
        histogram[Math.max(0, Math.min(BINS - 1, bin))]++;
        count++;
      }
    }
    if (count < columns / 4) {
      return 1;
    }
    int left = count / 2;
    int bin = -1;
    while (left >= 0) {
      left -= histogram[++bin];
    }
    return LEAST_GAIN + (bin + 0.5f) * STEP;
  }
}
