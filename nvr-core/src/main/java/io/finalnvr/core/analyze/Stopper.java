package io.finalnvr.core.analyze;

import io.finalnvr.core.Clocks;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Pauses that a stop ends. Thread-safe. */
final class Stopper {

  private final Clocks clocks;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stopping = lock.newCondition();
  private boolean stopped;

  Stopper(Clocks clocks) {
    this.clocks = clocks;
  }

  void stop() {
    lock.lock();
    try {
      stopped = true;
      stopping.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isStopped() {
    lock.lock();
    try {
      return stopped;
    } finally {
      lock.unlock();
    }
  }

  void pause(Duration length) throws InterruptedException {
    lock.lock();
    try {
      long deadline = clocks.nanoTime() + length.toNanos();
      for (long left = length.toNanos();
          left > 0 && !stopped;
          left = deadline - clocks.nanoTime()) {
        clocks.await(stopping, left);
      }
    } finally {
      lock.unlock();
    }
  }
}
