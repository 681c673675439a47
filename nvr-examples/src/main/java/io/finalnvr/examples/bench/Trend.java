package io.finalnvr.examples.bench;

import java.util.List;

/**
 * A straight line through values over time, by least squares.
 *
 * @param first the line's value at the first time
 * @param slopePerHour how much the value grows in an hour
 * @param errorPerHour standard error of the slope; a slope below two of them is noise
 */
record Trend(double first, double slopePerHour, double errorPerHour) {

  /**
   * The line.
   *
   * @param hours times, at least three different ones
   * @param values as many
   */
  static Trend of(List<Double> hours, List<Double> values) {
    int n = hours.size();
    double meanX = hours.stream().mapToDouble(x -> x).average().orElse(0);
    double meanY = values.stream().mapToDouble(y -> y).average().orElse(0);
    double squares = 0;
    double products = 0;
    for (int i = 0; i < n; i++) {
      squares += (hours.get(i) - meanX) * (hours.get(i) - meanX);
      products += (hours.get(i) - meanX) * (values.get(i) - meanY);
    }
    double slope = products / squares;
    double residuals = 0;
    for (int i = 0; i < n; i++) {
      double miss = values.get(i) - meanY - slope * (hours.get(i) - meanX);
      residuals += miss * miss;
    }
    double error = Math.sqrt(residuals / Math.max(1, n - 2) / squares);
    return new Trend(meanY + slope * (hours.get(0) - meanX), slope, error);
  }

  boolean isNoise() {
    return Math.abs(slopePerHour) <= 2 * errorPerHour;
  }
}
