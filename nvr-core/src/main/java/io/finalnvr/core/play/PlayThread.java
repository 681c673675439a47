package io.finalnvr.core.play;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of a player or of a group. */
final class PlayThread implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PlayThread.class);
  private static final AtomicLong COUNT = new AtomicLong();
  private static final long PATIENCE_MILLIS = 2_000;
  private static final long CLOSE_MILLIS = 10_000;

  private final PlayLoop loop;
  private final PlayControl control;
  private final Thread thread;

  private PlayThread(String name, PlayLoop loop, PlayControl control, Runnable onClosed) {
    this.loop = loop;
    this.control = control;
    this.thread =
        new Thread(
            () -> {
              loop.run();
              onClosed.run();
            },
            "nvr-player-%s-%d".formatted(name, COUNT.incrementAndGet()));
    thread.setDaemon(true);
  }

  /**
   * Starts to play.
   *
   * @param onClosed called once on the thread when it has failed or was closed
   */
  static PlayThread start(String name, PlayLoop loop, PlayControl control, Runnable onClosed) {
    PlayThread started = new PlayThread(name, loop, control, onClosed);
    started.thread.start();
    return started;
  }

  /** Ends it and waits for it, 10 s at most; from its own thread it does not wait. */
  @Override
  public void close() {
    control.close();
    loop.unblock();
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(PATIENCE_MILLIS);
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(CLOSE_MILLIS - PATIENCE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      log.warn("the sink did not return; {} is left behind", thread.getName());
    }
  }
}
