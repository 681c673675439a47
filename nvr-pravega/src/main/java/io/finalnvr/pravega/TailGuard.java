package io.finalnvr.pravega;

import java.util.TreeSet;

/**
 * Notices that somebody else wrote to the stream: then its tail is not where one of our records
 * ends. Not thread-safe.
 */
final class TailGuard {

  private final TreeSet<Long> ends = new TreeSet<>();

  /** One of our records, about to be written, ends here. */
  void willEndAt(long position) {
    ends.add(position);
  }

  /**
   * Whether all that the stream holds is ours.
   *
   * @param durable where the newest durable record of ours ends, or an older one
   * @param tail of the stream when that record or a newer one became durable; less where it is not
   *     known
   */
  boolean isOurs(long durable, long tail) {
    boolean ours = tail < durable || ends.contains(tail);
    ends.headSet(durable).clear();
    return ours;
  }
}
