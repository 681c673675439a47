package io.finalnvr.core.motion;

import java.util.Arrays;

/**
 * How the light has changed for the whole picture: {@code brightness = gain * before + offset}. The
 * line of Brown and Mood: through the medians of the darker and of the brighter half of the cells,
 * so that things that cover less than half of each do not count. Not thread-safe.
 */
final class Lighting {

  /** Bins a grey level. */
  private static final int FINE = 4;

  private static final int BINS = 256 * FINE;
  private static final float LEAST_SPREAD = 8;
  private static final float LEAST_GAIN = 0.25f;
  private static final float GREATEST_GAIN = 4;

  private final int[] histogram = new int[BINS];
  float gain = 1;
  float offset;

  void fit(float[] before, float[] now, boolean[] counts) {
    float middle = median(before, before, counts, 0, Float.MAX_VALUE);
    float darkBefore = median(before, before, counts, -1, middle);
    float brightBefore = median(before, before, counts, middle, Float.MAX_VALUE);
    float darkNow = median(now, before, counts, -1, middle);
    float brightNow = median(now, before, counts, middle, Float.MAX_VALUE);
    float spread = brightBefore - darkBefore;
    gain = spread < LEAST_SPREAD ? 1 : (brightNow - darkNow) / spread;
    gain = Math.max(LEAST_GAIN, Math.min(GREATEST_GAIN, gain));
    offset = ((darkNow - gain * darkBefore) + (brightNow - gain * brightBefore)) / 2;
  }

  /** The median of the values of cells whose key is above one bound and up to another. */
  private float median(float[] values, float[] keys, boolean[] counts, float above, float upTo) {
    Arrays.fill(histogram, 0);
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      if (counts[i] && keys[i] > above && keys[i] <= upTo) {
        histogram[Math.max(0, Math.min(BINS - 1, (int) (values[i] * FINE)))]++;
        count++;
      }
    }
    int left = count / 2;
    for (int bin = 0; bin < BINS; bin++) {
      left -= histogram[bin];
      if (left < 0) {
        return (bin + 0.5f) / FINE;
      }
    }
    return 0;
  }
}
