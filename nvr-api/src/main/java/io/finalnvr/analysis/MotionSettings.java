package io.finalnvr.analysis;

import io.finalnvr.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How motion is detected. An immutable value.
 *
 * @param sensitivity from 0, only what differs much from what was there before, to 1, everything
 *     that can be told from noise
 * @param minArea how much of the picture must move at least, as a part of it
 * @param minDuration how long it must move at least
 * @param linger how long it may stand still and still be the same motion
 * @param framesPerSecond how often it looks
 * @param zones where motion counts, each for itself; none for everywhere
 * @param masks where it does not count
 */
public record MotionSettings(
    double sensitivity,
    double minArea,
    Duration minDuration,
    Duration linger,
    double framesPerSecond,
    List<Zone> zones,
    List<Zone> masks) {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Checks the arguments and copies the lists. */
  public MotionSettings {
    Objects.requireNonNull(minDuration, "minDuration");
    Objects.requireNonNull(linger, "linger");
    zones = List.copyOf(zones);
    masks = List.copyOf(masks);
    if (!(sensitivity >= 0 && sensitivity <= 1)) {
      throw new ConfigurationException(
          "a sensitivity of %s; it goes from 0 to 1".formatted(sensitivity));
    }
    if (!(minArea > 0 && minArea <= 0.5)) {
      throw new ConfigurationException(
          "a least area of %s; it goes from above 0 to 0.5 of the picture".formatted(minArea));
    }
    if (!(framesPerSecond >= 1 && framesPerSecond <= 30)) {
      throw new ConfigurationException(
          "%s frames a second; motion is looked for 1 to 30 times a second"
              .formatted(framesPerSecond));
    }
    if (minDuration.isNegative() || minDuration.compareTo(LONGEST) > 0) {
      throw new ConfigurationException("a least duration goes from 0 to 1 min");
    }
    if (linger.isNegative() || linger.compareTo(LONGEST) > 0) {
      throw new ConfigurationException("motion may stand still for 0 s to 1 min");
    }
  }

  /**
   * Sensitivity 0.5, at least 0.2 % of the picture for 0.4 s, standing still for up to 1.5 s,
   * looked for 5 times a second, everywhere.
   */
  public static MotionSettings standard() {
    return new MotionSettings(
        0.5, 0.002, Duration.ofMillis(400), Duration.ofMillis(1_500), 5, List.of(), List.of());
  }

  /** The same with another sensitivity, from 0 to 1. Default: 0.5. */
  public MotionSettings sensitivity(double value) {
    return new MotionSettings(value, minArea, minDuration, linger, framesPerSecond, zones, masks);
  }

  /** The same with another least area, as a part of the picture. Default: 0.002. */
  public MotionSettings minArea(double part) {
    return new MotionSettings(
        sensitivity, part, minDuration, linger, framesPerSecond, zones, masks);
  }

  /** The same with another least duration. Default: 0.4 s. */
  public MotionSettings minDuration(Duration least) {
    return new MotionSettings(sensitivity, minArea, least, linger, framesPerSecond, zones, masks);
  }

  /** The same with another time for which motion may stand still. Default: 1.5 s. */
  public MotionSettings linger(Duration longest) {
    return new MotionSettings(
        sensitivity, minArea, minDuration, longest, framesPerSecond, zones, masks);
  }

  /** The same with another rate. Default: 5. */
  public MotionSettings framesPerSecond(double rate) {
    return new MotionSettings(sensitivity, minArea, minDuration, linger, rate, zones, masks);
  }

  /** The same with one more zone. Default: none, which is everywhere. */
  public MotionSettings zone(Zone zone) {
    return new MotionSettings(
        sensitivity, minArea, minDuration, linger, framesPerSecond, plus(zones, zone), masks);
  }

  /** The same with one more mask. Default: none. */
  public MotionSettings mask(Zone mask) {
    return new MotionSettings(
        sensitivity, minArea, minDuration, linger, framesPerSecond, zones, plus(masks, mask));
  }

  private static List<Zone> plus(List<Zone> list, Zone one) {
    List<Zone> more = new ArrayList<>(list);
    more.add(one);
    return more;
  }
}
