package io.finalnvr.pravega;

import java.time.Instant;
import java.util.List;

/**
 * Converts between UTC and the timestamps of the format: nanoseconds since 1970-01-01T00:00:00 TAI.
 *
 * <p>The format is older than this library, and everything that writes it counts 37 leap seconds
 * for every instant, also for those before 2017. So does this table; leap seconds that are yet to
 * come are added to it as rows.
 */
final class TaiTime {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** The table in use. */
  static final TaiTime STANDARD = new TaiTime(List.of(new Row(Instant.MIN, 37)));

  private final List<Row> rows;

  TaiTime(List<Row> rows) {
    this.rows = List.copyOf(rows);
  }

  /**
   * What TAI is ahead of UTC.
   *
   * @param since the first instant for which it holds
   * @param leapSeconds by how many seconds
   */
  record Row(Instant since, int leapSeconds) {}

  /**
   * The timestamp of an instant.
   *
   * @throws IllegalArgumentException when it does not fit: before 1970 or after 2262
   */
  long toTaiNanos(Instant instant) {
    Row row = rows.get(0);
    for (Row next : rows) {
      if (instant.isBefore(next.since)) {
        break;
      }
      row = next;
    }
    try {
      long seconds = Math.addExact(instant.getEpochSecond(), row.leapSeconds);
      long nanos =
          Math.addExact(Math.multiplyExact(seconds, NANOS_PER_SECOND), (long) instant.getNano());
      if (nanos > 0) {
        return nanos;
      }
    } catch (ArithmeticException e) {
      // Told below.
    }
    throw new IllegalArgumentException(instant + " can't be written as a timestamp");
  }

  /** The instant of a timestamp. A timestamp within a leap second is the instant at its end. */
  Instant toInstant(long taiNanos) {
    Instant atRow = Instant.MIN;
    for (int i = rows.size() - 1; i >= 0; i--) {
      Row row = rows.get(i);
      Instant instant =
          Instant.ofEpochSecond(
              Math.floorDiv(taiNanos, NANOS_PER_SECOND) - row.leapSeconds,
              Math.floorMod(taiNanos, NANOS_PER_SECOND));
      if (i == 0 || !instant.isBefore(row.since)) {
        boolean leaps = i + 1 < rows.size() && !instant.isBefore(rows.get(i + 1).since);
        return leaps ? atRow : instant;
      }
      atRow = row.since;
    }
    throw new IllegalStateException("empty table");
  }
}
