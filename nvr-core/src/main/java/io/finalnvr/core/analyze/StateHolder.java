package io.finalnvr.core.analyze;

import io.finalnvr.analysis.AnalysisState;
import io.finalnvr.core.Clocks;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of an analysis with its reason. Thread-safe. */
final class StateHolder {

  private static final Logger LOG = LoggerFactory.getLogger(CameraAnalysis.class);

  private final String cameraId;
  private final Clocks clocks;
  private final Consumer<AnalysisState> listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private AnalysisState state = AnalysisState.RUNNING;
  private String reason = "starting";

  StateHolder(String cameraId, Clocks clocks, Consumer<AnalysisState> listener) {
    this.cameraId = cameraId;
    this.clocks = clocks;
    this.listener = listener;
  }

  AnalysisState get() {
    lock.lock();
    try {
      return state;
    } finally {
      lock.unlock();
    }
  }

  String reason() {
    lock.lock();
    try {
      return reason;
    } finally {
      lock.unlock();
    }
  }

  void running(String why) {
    change(AnalysisState.RUNNING, why);
  }

  void waiting(String why) {
    change(AnalysisState.WAITING, why);
  }

  /** Ends it, unless it has ended before. */
  void end(AnalysisState last, String why) {
    change(last, why);
  }

  private void change(AnalysisState next, String why) {
    lock.lock();
    try {
      if (state.isFinal()) {
        return;
      }
      reason = why;
      if (state == next) {
        return;
      }
      LOG.info("camera {}: analysis {} -> {}, {}", cameraId, state, next, why);
      state = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    listener.accept(next);
  }

  boolean awaitFinal(Duration timeout) throws InterruptedException {
    lock.lock();
    try {
      long deadline = clocks.nanoTime() + timeout.toNanos();
      while (!state.isFinal()) {
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
}
