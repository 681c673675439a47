package io.finalnvr.core.motion;

import java.util.Arrays;

/**
 * What each cell looks like when nothing moves, and how much it varies by itself. Both are learned
 * all the time. Not thread-safe.
 */
final class Background {

  /** So many mean deviations of a cell are its own noise: 3.2 standard deviations. */
  private static final float NOISES = 4;

  /** Of the eight around it. */
  private static final int FEWEST_NEIGHBOURS = 3;

  /** Bands are there when without them so many times less differs; a switch is none. */
  private static final int EXPLAINED = 3;

  private static final float LEAST_DEVIATION = 0.7f;
  private static final float FIRST_DEVIATION = 2;

  /** More of the picture than this does not move at once: the light has changed, or the camera. */
  static final float SCENE = 0.5f;

  /** Seconds in which what is learned falls to a third. */
  private static final double LEARNING = 1;

  private static final double QUIET = 4;
  private static final double STANDING = 8;
  private static final double MOVING = 60;
  private static final double BLINKING = 2;
  private static final double BLINKS = 3;

  /** A cell that comes and goes more often than in every fourth picture blinks. */
  private static final float BLINKS_A_PICTURE = 0.25f;

  private final int columns;
  private final int rows;
  private final float threshold;
  private final boolean[] counts;
  private final int counted;
  private final float[] mean;
  private final float[] deviation;
  private final float[] residual;
  private final float[] residualBefore;
  private final float[] blinks;
  private final boolean[] wasForeground;
  private final boolean[] trusted;
  private final boolean[] dense;
  private final float[] expected;
  private final float[] banded;
  private final Lighting lighting = new Lighting();
  private final Bands bands;
  final boolean[] foreground;
  final boolean[] changed;

  /**
   * Knows nothing yet.
   *
   * @param threshold how many grey levels a cell must differ at least
   * @param counts which cells are not masked
   */
  Background(CellGrid grid, float threshold, boolean[] counts) {
    int cells = grid.cells();
    this.columns = grid.columns;
    this.rows = grid.rows;
    this.threshold = threshold;
    this.counts = counts;
    int sum = 0;
    for (boolean one : counts) {
      sum += one ? 1 : 0;
    }
    this.counted = sum;
    this.mean = new float[cells];
    this.deviation = new float[cells];
    this.residual = new float[cells];
    this.residualBefore = new float[cells];
    this.blinks = new float[cells];
    this.wasForeground = new boolean[cells];
    this.trusted = new boolean[cells];
    this.dense = new boolean[cells];
    this.expected = new float[cells];
    this.banded = new float[cells];
    this.bands = new Bands(columns);
    this.foreground = new boolean[cells];
    this.changed = new boolean[cells];
  }

  int counted() {
    return counted;
  }

  /** Begins anew with what is to be seen now. */
  void reset(float[] now) {
    System.arraycopy(now, 0, mean, 0, now.length);
    Arrays.fill(residual, 0);
    Arrays.fill(residualBefore, 0);
    Arrays.fill(foreground, false);
    Arrays.fill(wasForeground, false);
    Arrays.fill(blinks, 0);
    for (int i = 0; i < deviation.length; i++) {
      deviation[i] = Math.max(FIRST_DEVIATION, deviation[i]);
    }
  }

  /**
   * Finds out which cells differ from the background, and which of them from the picture before.
   *
   * @return which part of the picture differs
   */
  float compare(float[] now) {
    for (int i = 0; i < now.length; i++) {
      trusted[i] = counts[i] && !foreground[i];
    }
    lighting.fit(mean, now, trusted);
    System.arraycopy(residual, 0, residualBefore, 0, residual.length);
    System.arraycopy(foreground, 0, wasForeground, 0, foreground.length);
    for (int i = 0; i < now.length; i++) {
      expected[i] = lighting.gain * mean[i] + lighting.offset;
      residual[i] = now[i] - expected[i];
    }
    leaveOutBands(now);
    int differing = 0;
    for (int i = 0; i < now.length; i++) {
      float bound = bound(i);
      foreground[i] = isForeground(i);
      changed[i] = foreground[i] && Math.abs(residual[i] - residualBefore[i]) > bound * 0.75f;
      differing += foreground[i] ? 1 : 0;
    }
    float part = (float) differing / Math.max(1, counted);
    if (part <= SCENE) {
      leaveOutLight(now);
      leaveOutThinThings();
    }
    return part;
  }

  private float bound(int cell) {
    return Math.max(threshold, NOISES * deviation[cell]);
  }

  private boolean isForeground(int cell) {
    return counts[cell] && Math.abs(residual[cell]) > bound(cell);
  }

  /** Where bands explain most of what differs, only what they do not explain is left. */
  private void leaveOutBands(float[] now) {
    int without = 0;
    int with = 0;
    for (int row = 0; row < rows; row++) {
      float gain = bands.gain(row, expected, now, trusted);
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        without += isForeground(i) ? 1 : 0;
        banded[i] = now[i] - gain * expected[i];
        with += counts[i] && Math.abs(banded[i]) > bound(i) ? 1 : 0;
      }
    }
    if (with * EXPLAINED <= without) {
      System.arraycopy(banded, 0, residual, 0, residual.length);
    }
  }

  /** Rain, cables, the edges of what trembles: cells with few neighbours that differ too. */
  private void leaveOutThinThings() {
    System.arraycopy(foreground, 0, dense, 0, dense.length);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int i = row * columns + column;
        if (foreground[i] && neighbours(row, column) < FEWEST_NEIGHBOURS) {
          dense[i] = false;
          changed[i] = false;
        }
      }
    }
    System.arraycopy(dense, 0, foreground, 0, dense.length);
  }

  private int neighbours(int row, int column) {
    int count = -1;
    for (int y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
      for (int x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
        count += foreground[y * columns + x] ? 1 : 0;
      }
    }
    return count;
  }

  /**
   * Where the texture is the one of the background, only the light on it is another: a lamp, a
   * shadow. Compared by the correlation of 5 x 5 cells.
   */
  private void leaveOutLight(float[] now) {
    for (int row = 2; row < rows - 2; row++) {
      for (int column = 2; column < columns - 2; column++) {
        int i = row * columns + column;
        if (foreground[i] && isSameTexture(now, row, column)) {
          foreground[i] = false;
          changed[i] = false;
        }
      }
    }
  }

  private boolean isSameTexture(float[] now, int row, int column) {
    float sumA = 0;
    float sumB = 0;
    float sumAa = 0;
    float sumBb = 0;
    float sumAb = 0;
    for (int y = row - 2; y <= row + 2; y++) {
      for (int x = column - 2; x <= column + 2; x++) {
        float a = now[y * columns + x];
        float b = mean[y * columns + x];
        sumA += a;
        sumB += b;
        sumAa += a * a;
        sumBb += b * b;
        sumAb += a * b;
      }
    }
    float n = 25;
    float varianceA = sumAa / n - sumA / n * (sumA / n);
    float varianceB = sumBb / n - sumB / n * (sumB / n);
    float covariance = sumAb / n - sumA / n * (sumB / n);
    float noise = 2 * Math.max(LEAST_DEVIATION, deviation[row * columns + column]);
    float least = 4 * noise * noise;
    return varianceA > least
        && varianceB > least
        && covariance > 0
        && covariance * covariance > 0.9f * varianceA * varianceB;
  }

  /**
   * Learns from the picture compared last.
   *
   * @param moving which cells belong to something that moves, however small
   * @param seconds since the picture before
   * @param learning whether everything is new
   */
  void learn(float[] now, boolean[] moving, double seconds, boolean learning) {
    float fast = rate(seconds, LEARNING);
    float quiet = rate(seconds, QUIET);
    float standing = rate(seconds, STANDING);
    float slow = rate(seconds, MOVING);
    float blinking = rate(seconds, BLINKING);
    float blinkRate = rate(seconds, BLINKS);
    for (int i = 0; i < now.length; i++) {
      float toggled = foreground[i] != wasForeground[i] ? 1 : 0;
      blinks[i] += blinkRate * (toggled - blinks[i]);
      boolean blinks = this.blinks[i] > BLINKS_A_PICTURE;
      float meanRate;
      float deviationRate;
      if (learning) {
        meanRate = fast;
        deviationRate = fast;
      } else if (blinks) {
        meanRate = quiet;
        deviationRate = blinking;
      } else if (!foreground[i]) {
        meanRate = quiet;
        deviationRate = quiet;
      } else if (moving[i]) {
        meanRate = slow;
        deviationRate = 0;
      } else {
        meanRate = standing;
        deviationRate = slow;
      }
      mean[i] += meanRate * (now[i] - mean[i]);
      float distance = Math.abs(residual[i]);
      deviation[i] =
          Math.max(LEAST_DEVIATION, deviation[i] + deviationRate * (distance - deviation[i]));
    }
  }

  private static float rate(double seconds, double constant) {
    return (float) (1 - Math.exp(-seconds / constant));
  }
}
