package io.finalnvr.examples.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Slows down guessing: after some failures in a row, a name or an address has to wait, longer each
 * time. Thread-safe.
 */
final class LoginLimit {

  private static final int FREE = 5;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final Duration FORGET = Duration.ofMinutes(30);
  private static final int MOST = 10_000;

  private record Failures(int count, Instant last) {
    Instant until() {
      if (count < FREE) {
        return Instant.MIN;
      }
      int doublings = Math.min(10, count - FREE);
      Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
      return last.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }
  }

  private final InstantSource clock;
  private final Map<String, Failures> failures = new HashMap<>();

  LoginLimit(InstantSource clock) {
    this.clock = clock;
  }

  /** How long this one has to wait; zero where it may try now. */
  synchronized Duration pause(String who) {
    Failures known = failures.get(who);
    Instant now = clock.instant();
    return known == null || !known.until().isAfter(now)
        ? Duration.ZERO
        : Duration.between(now, known.until());
  }

  synchronized void failed(String who) {
    Instant now = clock.instant();
    if (failures.size() >= MOST) {
      failures.values().removeIf(f -> f.last().plus(FORGET).isBefore(now));
    }
    failures.merge(
        who,
        new Failures(1, now),
        (old, fresh) ->
            old.last().plus(FORGET).isBefore(now) ? fresh : new Failures(old.count() + 1, now));
  }

  synchronized void succeeded(String who) {
    failures.remove(who);
  }
}
