package io.finalnvr.core;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code nvr-schedules}: lets the recorders look at the clock twice a second, and every
 * 2 s takes over what other processes have configured. What fails is tried again.
 */
final class ScheduleKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduleKeeper.class);
  private static final Duration TICK = Duration.ofMillis(500);
  private static final int TICKS_PER_REFRESH = 4;

  private final Runnable tick;
  private final Runnable refresh;
  private final Ticker ticker;
  private int ticks;
  private boolean failing;

  private ScheduleKeeper(Clocks clocks, Runnable tick, Runnable refresh) {
    this.tick = tick;
    this.refresh = refresh;
    this.ticker = new Ticker("nvr-schedules", TICK, clocks, this::pass);
  }

  /** Starts. */
  static ScheduleKeeper start(Clocks clocks, Runnable tick, Runnable refresh) {
    ScheduleKeeper keeper = new ScheduleKeeper(clocks, tick, refresh);
    keeper.ticker.start();
    return keeper;
  }

  private void pass() {
    attempt(tick);
    ticks++;
    if (ticks % TICKS_PER_REFRESH == 0) {
      attempt(refresh);
    }
  }

  private void attempt(Runnable step) {
    try {
      step.run();
      failing = false;
    } catch (RuntimeException e) {
      if (!failing && !ticker.isClosed()) {
        failing = true;
        LOG.warn("schedules can't be looked after; it is tried again", e);
      }
    }
  }

  /** Ends the thread, within 4 s. Idempotent. */
  @Override
  public void close() {
    ticker.close();
  }
}
