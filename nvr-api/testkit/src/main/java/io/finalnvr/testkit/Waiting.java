package io.finalnvr.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.finalnvr.StorageException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Waits with a bound that only something broken reaches. */
final class Waiting {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Longer than any wait of a test, for calls that something else must end. */
  static final Duration FOR_EVER = Duration.ofHours(1);

  private Waiting() {}

  static <T> T await(Future<T> future) {
    return await(future, PATIENCE);
  }

  static <T> T await(Future<T> future, Duration limit) {
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("failed: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("not done within " + limit, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  static Throwable awaitFailure(Future<?> future) {
    try {
      Object result = future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      throw new AssertionError("should have failed, but gave " + result);
    } catch (ExecutionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (TimeoutException e) {
      throw new AssertionError("not done within " + PATIENCE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  static void assertFailsWith(StorageException.Reason reason, Future<?> future) {
    assertReason(reason, awaitFailure(future));
  }

  static void assertThrowsWith(StorageException.Reason reason, ThrowingCallable call) {
    assertReason(reason, catchThrowable(call));
  }

  private static void assertReason(StorageException.Reason reason, Throwable failure) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  /** Asks again and again until the answer is yes. */
  static void until(String what, BooleanSupplier condition) {
    until(what, PATIENCE, condition);
  }

  static void until(String what, Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + limit + ": " + what);
      }
      LockSupport.parkNanos(10_000_000);
    }
  }
}
