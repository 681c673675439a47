package io.finalnvr.pravega;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads that Pravega's classes run their own tasks on.
 *
 * <p>Each of its connections looks ten times a second whether a batch of unconditional appends has
 * waited long enough. There never is one here, so that look may be rare: with ten connections it
 * took as much CPU time as making records of eight cameras.
 */
final class ClientThreads extends ScheduledThreadPoolExecutor {

  private static final long LEAST_PAUSE_MILLIS = 10_000;

  ClientThreads(int threads, ThreadFactory factory) {
    super(threads, factory);
    setRemoveOnCancelPolicy(true);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    long millis = Math.max(LEAST_PAUSE_MILLIS, unit.toMillis(delay));
    return super.scheduleWithFixedDelay(command, millis, millis, TimeUnit.MILLISECONDS);
  }
}
