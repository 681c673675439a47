package io.finalnvr.pravega;

import java.util.concurrent.TimeUnit;

/**
 * Decides when what stands unfinished at the end of the data is not waited for any longer: a record
 * that is torn, or a payload whose other pieces do not come. Writers send both in one go, so what
 * has not grown for a second will not. Pure; not thread-safe.
 */
final class UnfinishedTail {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private long start = -1;
  private long end = -1;
  private long sinceNanos;
  private long leftTai;

  /**
   * Whether to give it up.
   *
   * @param from where it starts
   * @param to where the data ends
   */
  boolean isGivenUp(long from, long to, long nowNanos) {
    if (to <= from) {
      return false;
    }
    if (from != start || to != end) {
      start = from;
      end = to;
      sinceNanos = nowNanos;
      return false;
    }
    return nowNanos - sinceNanos >= PATIENCE_NANOS;
  }

  /** A payload was given up; its pieces may come all the same. */
  void leave(long taiNanos) {
    leftTai = taiNanos;
  }

  /** Whether this is a late piece of the payload that was given up. */
  boolean isRestOf(RecordHeader record) {
    if (leftTai != 0 && record.flags() == 0 && record.taiNanos() == leftTai) {
      return true;
    }
    leftTai = 0;
    return false;
  }
}
