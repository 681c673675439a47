package io.finalnvr.core.analyze;

import io.finalnvr.media.DecodedFrame;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Between the decoder and an analyser: holds one picture. What happens to the next one while it is
 * there is said with each: it waits, or takes its place. Thread-safe.
 */
final class Mailbox {

  /**
   * A picture.
   *
   * @param frame the picture
   * @param afterGap whether footage is missing before it
   */
  record Item(DecodedFrame frame, boolean afterGap) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Item item;
  private boolean gap;
  private boolean ended;
  private boolean closed;
  private long skipped;
  private long undecodable;

  /**
   * Puts a picture in. Does nothing when closed.
   *
   * @param newestWins whether it takes the place of one that is there; else it waits
   */
  void put(DecodedFrame frame, boolean newestWins) throws InterruptedException {
    lock.lock();
    try {
      while (item != null && !newestWins && !closed) {
        changed.await();
      }
      if (closed) {
        return;
      }
      boolean afterGap = gap || frame.discontinuity();
      if (item != null) {
        skipped++;
        afterGap |= item.afterGap();
      }
      gap = false;
      item = new Item(frame, afterGap);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void gap() {
    locked(() -> gap = true);
  }

  void undecodable() {
    locked(() -> undecodable++);
  }

  /** Nothing more comes. */
  void end() {
    locked(() -> ended = true);
  }

  /** Nothing more is wanted; what is in it is forgotten. */
  void close() {
    locked(() -> closed = true);
  }

  /** The next picture; waits for it. Empty when nothing more comes, or it was closed. */
  Optional<Item> take() throws InterruptedException {
    lock.lock();
    try {
      while (item == null && !ended && !closed) {
        changed.await();
      }
      if (closed) {
        return Optional.empty();
      }
      Optional<Item> taken = Optional.ofNullable(item);
      item = null;
      changed.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Pictures that gave way since this was asked last. */
  long takeSkipped() {
    lock.lock();
    try {
      long taken = skipped;
      skipped = 0;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Frames without a picture since this was asked last. */
  long takeUndecodable() {
    lock.lock();
    try {
      long taken = undecodable;
      undecodable = 0;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
