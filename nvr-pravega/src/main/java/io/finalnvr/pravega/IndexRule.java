package io.finalnvr.pravega;

/** Decides which records get an index record. */
final class IndexRule {

  private static final long BETWEEN_KEYS_NANOS = 500_000_000L;
  private static final long BETWEEN_ANY_NANOS = 10_000_000_000L;

  private IndexRule() {}

  /**
   * Whether a record is indexed.
   *
   * @param lastTaiNanos timestamp of the newest index record; 0 where there is none
   */
  static boolean indexes(long lastTaiNanos, long taiNanos, boolean randomAccess) {
    if (taiNanos == 0) {
      return false;
    }
    if (lastTaiNanos == 0) {
      return true;
    }
    long passed = taiNanos - lastTaiNanos;
    return passed > BETWEEN_ANY_NANOS || (randomAccess && passed >= BETWEEN_KEYS_NANOS);
  }
}
