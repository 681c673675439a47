package io.finalnvr.core.mp4;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The engine's resolution of time: whole microseconds, rounded down. */
final class Micros {

  static final int PER_SECOND = 1_000_000;

  private Micros() {}

  static long between(Instant from, Instant to) {
    long seconds = Math.subtractExact(to.getEpochSecond(), from.getEpochSecond());
    return Math.addExact(
        Math.multiplyExact(seconds, PER_SECOND), to.getNano() / 1000 - from.getNano() / 1000);
  }

  static long of(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), PER_SECOND), duration.getNano() / 1000);
  }

  static Instant floor(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  static Instant plus(Instant time, long micros) {
    return time.plus(micros, ChronoUnit.MICROS);
  }

  static Duration duration(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }

  /** Microseconds in units of {@code 1 / scale} seconds, rounded to the nearest. */
  static long toTicks(long micros, long scale) {
    long whole = Math.floorDiv(micros, PER_SECOND);
    long rest = Math.floorMod(micros, PER_SECOND);
    return whole * scale + (rest * scale + PER_SECOND / 2) / PER_SECOND;
  }

  /** {@code value / scale} seconds in units of {@code 1 / newScale} seconds, rounded down. */
  static long rescale(long value, long scale, long newScale) {
    if (scale == newScale) {
      return value;
    }
    long whole = Math.floorDiv(value, scale);
    long rest = Math.floorMod(value, scale);
    return Math.addExact(Math.multiplyExact(whole, newScale), rest * newScale / scale);
  }
}
