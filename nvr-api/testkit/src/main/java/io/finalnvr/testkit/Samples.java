package io.finalnvr.testkit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.SplittableRandom;

/** Times and payloads for tests. */
final class Samples {

  /** Not on a round second, so that lost digits show. */
  static final Instant START = Instant.parse("2026-02-03T04:05:06.123456789Z");

  private Samples() {}

  static Instant at(long millis) {
    return START.plusMillis(millis);
  }

  /** Bytes that are different for every seed. */
  static ByteBuffer payload(long seed, int size) {
    byte[] bytes = new byte[size];
    new SplittableRandom(seed).nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }
}
