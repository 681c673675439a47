package io.finalnvr.core.motion;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides when what moves is motion: after it has moved for long enough, in most pictures; and when
 * it is another one: after a rest. Not thread-safe.
 */
final class MotionTrack {

  private static final int FEWEST = 3;

  private final Duration minDuration;
  private final Duration linger;
  private long number;
  private @Nullable Instant since;
  private @Nullable Instant last;
  private int hits;
  private int pictures;
  private boolean confirmed;

  MotionTrack(Duration minDuration, Duration linger) {
    this.minDuration = minDuration;
    this.linger = linger;
  }

  /**
   * Takes a picture.
   *
   * @return whether it shows motion that is to be told of
   */
  boolean take(Instant time, boolean moves) {
    Instant begin = since;
    Instant before = last;
    if (begin != null && before != null && Duration.between(before, time).compareTo(linger) > 0) {
      forget();
      begin = null;
    }
    if (begin == null) {
      if (!moves) {
        return false;
      }
      begin = time;
      since = time;
    }
    pictures++;
    if (!moves) {
      return false;
    }
    hits++;
    last = time;
    if (!confirmed && isMotion(Duration.between(begin, time))) {
      confirmed = true;
      number++;
    }
    return confirmed;
  }

  private boolean isMotion(Duration length) {
    return minDuration.isZero()
        || length.compareTo(minDuration) >= 0 && hits >= FEWEST && hits * 2 >= pictures;
  }

  /** Footage is missing: what moves after it is another motion. */
  void forget() {
    since = null;
    last = null;
    hits = 0;
    pictures = 0;
    confirmed = false;
  }

  long number() {
    return number;
  }

  /** When the motion began that was told of last. */
  Instant since() {
    return since == null ? Instant.MIN : since;
  }

  String state() {
    return "%d,%s,%s,%d,%d,%b".formatted(number, since, last, hits, pictures, confirmed);
  }

  /** Goes on with a state; one that can't be read is left out. */
  void restore(String state) {
    String[] parts = state.split(",", -1);
    if (parts.length != 6) {
      return;
    }
    try {
      long restored = Long.parseLong(parts[0]);
      Instant begin = instant(parts[1]);
      Instant end = instant(parts[2]);
      hits = Integer.parseInt(parts[3]);
      pictures = Integer.parseInt(parts[4]);
      confirmed = Boolean.parseBoolean(parts[5]);
      number = restored;
      since = begin;
      last = end;
    } catch (NumberFormatException | DateTimeException e) {
      forget();
    }
  }

  private static @Nullable Instant instant(String text) {
    return "null".equals(text) ? null : Instant.parse(text);
  }
}
