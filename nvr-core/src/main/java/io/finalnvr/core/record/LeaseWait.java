package io.finalnvr.core.record;

import io.finalnvr.StorageException;
import io.finalnvr.core.Clocks;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** Does under a lease what takes short, after others have done so. */
public final class LeaseWait {

  private static final Duration PAUSE = Duration.ofMillis(20);

  private LeaseWait() {}

  /**
   * Waits for a lease, does something, and gives the lease back. Blocks.
   *
   * @param name of the lease
   * @param patience how long to wait for others
   * @param busy what to say when they are not done by then
   * @throws StorageException with reason WRITER_CONFLICT when they are not
   */
  public static <T> T with(
      Leases leases,
      Clocks clocks,
      String name,
      Duration patience,
      String busy,
      Function<Leases.Lease, T> action) {
    Leases.Lease lease = acquire(leases, clocks, name, patience, busy);
    try {
      return action.apply(lease);
    } finally {
      lease.release();
    }
  }

  private static Leases.Lease acquire(
      Leases leases, Clocks clocks, String name, Duration patience, String busy) {
    long begun = clocks.nanoTime();
    while (true) {
      try {
        return leases.acquire(name);
      } catch (StorageException e) {
        if (e.reason() != StorageException.Reason.WRITER_CONFLICT) {
          throw e;
        }
        if (clocks.nanoTime() - begun >= patience.toNanos()) {
          throw new StorageException(
              StorageException.Reason.WRITER_CONFLICT, busy + "; try again", e);
        }
        pause(clocks);
      }
    }
  }

  private static void pause(Clocks clocks) {
    ReentrantLock lock = new ReentrantLock();
    Condition never = lock.newCondition();
    lock.lock();
    try {
      clocks.await(never, PAUSE.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(
          StorageException.Reason.UNAVAILABLE, "interrupted while waiting for others", e);
    } finally {
      lock.unlock();
    }
  }
}
