package io.finalnvr.core.play;

import io.finalnvr.PlayerState;
import io.finalnvr.Speed;
import io.finalnvr.core.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state machine of a player: takes wishes from any thread, tells the player's thread what to do
 * next. Does no I/O, so that the lock is never held for long.
 */
final class PlayControl {

  /** What the player's thread is to do. */
  enum Order {
    /** Nothing more. */
    STOP,
    /** Take the target and go there. */
    SEEK,
    /** Go on after a pause. */
    RESUME,
    /** Show the next picture, or the one before. */
    STEP,
    /** Take the errand and run it. */
    ERRAND,
    /** Go on. */
    GO
  }

  private static final Logger log = LoggerFactory.getLogger(PlayControl.class);

  /** More steps than anybody asks for while one is made. */
  private static final int MOST_STEPS = 100;

  private final String name;
  private final Clocks clocks;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Runnable> errands = new ArrayDeque<>();

  /** Those still to be made: whether back. */
  private final Deque<Boolean> steps = new ArrayDeque<>();

  private PlayerState state;
  private @Nullable Target wish;
  private long seeks;
  private long seeksTaken;
  private boolean resumed;
  private Speed speed;
  private long speedSince;
  private Optional<Instant> position = Optional.empty();
  private long changes;
  private long seen;

  /**
   * A machine that has not begun.
   *
   * @param state PLAYING or PAUSED
   */
  PlayControl(String name, Clocks clocks, Speed speed, PlayerState state) {
    this.name = name;
    this.clocks = clocks;
    this.speed = speed;
    this.state = state;
  }

  // From any thread.

  PlayerState state() {
    return locked(() -> state);
  }

  Optional<Instant> position() {
    return locked(() -> position);
  }

  Speed speed() {
    return locked(() -> speed);
  }

  /** When the speed was asked for. */
  long speedSinceNanos() {
    return locked(() -> speedSince);
  }

  /** Whether the player's thread should leave what it does. */
  boolean interrupted() {
    return locked(() -> wish != null || over());
  }

  /**
   * The number of the newest seek that the player's thread has taken. What is delivered on another
   * thread belongs to it.
   */
  long seekTaken() {
    return locked(() -> seeksTaken);
  }

  /** Whether that seek is still the newest, and the player is not over. */
  boolean isNewest(long seek) {
    return locked(() -> seek == seeks && !over());
  }

  boolean over() {
    return locked(() -> state == PlayerState.CLOSED || state == PlayerState.FAILED);
  }

  void play() {
    change(
        () -> {
          if (state == PlayerState.PAUSED) {
            resumed = true;
            state(PlayerState.PLAYING, "asked to");
          }
        });
  }

  void pause() {
    change(
        () -> {
          if (state == PlayerState.PLAYING) {
            state(PlayerState.PAUSED, "asked to");
          }
        });
  }

  void seek(Target target) {
    change(
        () -> {
          if (!over()) {
            wish = target;
            seeks++;
            steps.clear();
          }
          if (state == PlayerState.ENDED) {
            state(PlayerState.PLAYING, "sought");
          }
        });
  }

  /** Pauses, and asks for one more picture. */
  void step(boolean back) {
    change(
        () -> {
          if (over() || steps.size() >= MOST_STEPS) {
            return;
          }
          steps.add(back);
          if (state != PlayerState.PAUSED) {
            state(PlayerState.PAUSED, "asked for a step");
          }
        });
  }

  /** Has something done on the player's thread, in whatever state. */
  void errand(Runnable errand) {
    change(() -> errands.add(errand));
  }

  void speed(Speed next) {
    change(
        () -> {
          if (state == PlayerState.ENDED && next.isReverse() != speed.isReverse()) {
            state(PlayerState.PLAYING, "asked to go the other way");
            resumed = true;
          }
          speed = next;
          speedSince = clocks.nanoTime();
        });
  }

  void close() {
    change(
        () -> {
          if (!over()) {
            state(PlayerState.CLOSED, "asked to");
          }
        });
  }

  boolean awaitEnd(Duration timeout) throws InterruptedException {
    lock.lock();
    try {
      long deadline = clocks.nanoTime() + timeout.toNanos();
      while (!over() && state != PlayerState.ENDED) {
        long left = deadline - clocks.nanoTime();
        if (left <= 0) {
          return false;
        }
        clocks.await(changed, left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  // From the player's thread.

  /** What to do next; waits while there is nothing to do. */
  Order next() throws InterruptedException {
    lock.lock();
    try {
      while ((state == PlayerState.PAUSED || state == PlayerState.ENDED)
          && steps.isEmpty()
          && errands.isEmpty()) {
        changed.await();
      }
      seen = changes;
      if (over()) {
        return Order.STOP;
      }
      if (!errands.isEmpty()) {
        return Order.ERRAND;
      }
      if (wish != null) {
        return Order.SEEK;
      }
      if (!steps.isEmpty()) {
        return Order.STEP;
      }
      if (resumed) {
        resumed = false;
        return Order.RESUME;
      }
      return Order.GO;
    } finally {
      lock.unlock();
    }
  }

  /** The target of order SEEK. */
  Optional<Target> takeWish() {
    return locked(
        () -> {
          Optional<Target> taken = Optional.ofNullable(wish);
          wish = null;
          seeksTaken = seeks;
          resumed = false;
          return taken;
        });
  }

  /** The errand of order ERRAND. */
  Optional<Runnable> takeErrand() {
    return locked(() -> Optional.ofNullable(errands.poll()));
  }

  /** Whether the step of order STEP goes back. */
  boolean isStepBack() {
    return locked(() -> Boolean.TRUE.equals(steps.peek()));
  }

  /** The step is found and is about to be made. */
  void stepTaken() {
    locked(steps::poll);
  }

  /** Waits, but no longer than until something has changed since the order was given. */
  void await(long nanos) throws InterruptedException {
    awaitUntil(clocks.nanoTime() + nanos);
  }

  /** The same, up to an instant of the clocks. */
  void awaitUntil(long deadline) throws InterruptedException {
    lock.lock();
    try {
      while (seen == changes) {
        long left = deadline - clocks.nanoTime();
        if (left <= 0) {
          return;
        }
        clocks.await(changed, left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Asks for leave to call the sink; whoever changes something later finds the call under way. */
  boolean begin(Optional<Instant> at) {
    return locked(
        () -> {
          if (state != PlayerState.PLAYING || wish != null) {
            return false;
          }
          position = at.or(() -> position);
          return true;
        });
  }

  /** Asks for leave to call the sink for a step. */
  boolean beginStep(Optional<Instant> at) {
    return locked(
        () -> {
          if (over() || wish != null) {
            return false;
          }
          position = at.or(() -> position);
          return true;
        });
  }

  /**
   * The end of the range was reached, after leave for it; false where a wish came first. A pause
   * that came since comes too late.
   *
   * @param last what is seen then, where that has changed
   */
  boolean end(Optional<Instant> last) {
    return locked(
        () -> {
          if (over() || wish != null || !steps.isEmpty()) {
            return false;
          }
          position = last.filter(at -> position.filter(at::isBefore).isEmpty()).or(() -> position);
          state(PlayerState.ENDED, "end of the range");
          return true;
        });
  }

  /** The player gives up; false where it was over before. */
  boolean fail(String reason) {
    return locked(
        () -> {
          if (over()) {
            return false;
          }
          state(PlayerState.FAILED, reason);
          return true;
        });
  }

  private void state(PlayerState next, String reason) {
    log.debug("{}: player {} -> {}, {}", name, state, next, reason);
    state = next;
    changes++;
    changed.signalAll();
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changes++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(java.util.function.Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }
}
