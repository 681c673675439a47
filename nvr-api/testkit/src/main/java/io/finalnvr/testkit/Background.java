package io.finalnvr.testkit;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** A task on a thread of its own. */
final class Background<T> extends FutureTask<T> {

  private static final Set<Thread.State> BLOCKED =
      EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.BLOCKED);

  private final Thread thread = new Thread(this, "testkit-background");

  private Background(Callable<T> task) {
    super(task);
    thread.setDaemon(true);
  }

  static <T> Background<T> run(Callable<T> task) {
    Background<T> background = new Background<>(task);
    background.thread.start();
    return background;
  }

  /** Waits until the task waits for something. */
  Background<T> untilBlocked() {
    Waiting.until("task blocks", () -> BLOCKED.contains(thread.getState()) || isDone());
    return this;
  }
}
