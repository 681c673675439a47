package io.finalnvr.gstreamer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets the streams of a source that does not keep real time out in the order of their times. A
 * stream that says nothing for a while is not waited for until it speaks again. Thread-safe; each
 * stream has a thread of its own.
 */
final class Interleave {

  private static final long UNKNOWN = Long.MIN_VALUE;
  private static final long QUIET = Long.MAX_VALUE;

  private final Map<Integer, Long> heads = new HashMap<>();
  private final long patienceNanos;
  private boolean open = true;

  /**
   * With no streams yet.
   *
   * @param patience how long a stream that says nothing holds up the others
   */
  Interleave(Duration patience) {
    this.patienceNanos = patience.toNanos();
  }

  /** A stream that frames are to come from; all are said before the first frame of any. */
  synchronized void expect(int id) {
    heads.putIfAbsent(id, UNKNOWN);
  }

  /** Waits until no other stream can have a frame before this one. */
  synchronized void awaitTurn(int id, long timeNanos) throws InterruptedException {
    heads.put(id, timeNanos);
    notifyAll();
    long begin = System.nanoTime();
    long least = least();
    while (open && least < timeNanos) {
      long left = patienceNanos - (System.nanoTime() - begin);
      if (left <= 0) {
        heads.replaceAll((other, head) -> head < timeNanos ? QUIET : head);
        notifyAll();
        return;
      }
      wait(Math.max(1, Duration.ofNanos(left).toMillis()));
      if (least() != least) {
        begin = System.nanoTime();
        least = least();
      }
    }
  }

  private long least() {
    return heads.values().stream().mapToLong(Long::longValue).min().orElse(QUIET);
  }

  /** A stream has come to its end, as far as is known. */
  synchronized void end(int id) {
    heads.put(id, QUIET);
    notifyAll();
  }

  /** Ends all waiting, now and later. */
  synchronized void close() {
    open = false;
    notifyAll();
  }
}
