package io.finalnvr.core.analyze;

import io.finalnvr.ConfigurationException;
import io.finalnvr.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The greatest value in each of the equal parts of a range. Not thread-safe. */
final class Activity {

  private static final int MOST = 10_000;

  private final TimeRange range;
  private final double nanos;
  private final double[] greatest;

  Activity(TimeRange range, int parts) {
    if (parts < 1 || parts > MOST) {
      throw new ConfigurationException(
          "a range in %d parts; 1 to 10,000 are possible".formatted(parts));
    }
    if (range.duration().isZero()) {
      throw new ConfigurationException("an empty range has no parts");
    }
    this.range = range;
    this.nanos = range.duration().toSeconds() * 1e9 + range.duration().toNanosPart();
    this.greatest = new double[parts];
  }

  void add(Instant time, double value) {
    if (range.contains(time)) {
      Duration in = Duration.between(range.start(), time);
      int part = (int) ((in.toSeconds() * 1e9 + in.toNanosPart()) / nanos * greatest.length);
      part = Math.min(part, greatest.length - 1);
      greatest[part] = Math.max(greatest[part], value);
    }
  }

  List<Double> parts() {
    return Arrays.stream(greatest).boxed().toList();
  }
}
