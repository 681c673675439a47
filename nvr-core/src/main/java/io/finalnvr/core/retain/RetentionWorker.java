package io.finalnvr.core.retain;

import io.finalnvr.core.Clocks;
import io.finalnvr.core.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code nvr-retention}: applies the policies of all cameras, one after the other, every
 * {@link #PERIOD}. What fails for one camera is tried again the next time and stops no other.
 */
public final class RetentionWorker implements AutoCloseable {

  /** From the end of one pass to the next. */
  public static final Duration PERIOD = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(RetentionWorker.class);

  private final Supplier<Map<String, Runnable>> cameras;
  private final Ticker ticker;
  private final Set<String> failing = new TreeSet<>();

  private RetentionWorker(Supplier<Map<String, Runnable>> cameras, Clocks clocks) {
    this.cameras = cameras;
    this.ticker = new Ticker("nvr-retention", PERIOD, clocks, this::pass);
  }

  /**
   * Starts; the first pass comes after one period.
   *
   * @param cameras gives for each camera's id what is to be done for it
   */
  public static RetentionWorker start(Supplier<Map<String, Runnable>> cameras, Clocks clocks) {
    RetentionWorker worker = new RetentionWorker(cameras, clocks);
    worker.ticker.start();
    return worker;
  }

  private void pass() {
    Map<String, Runnable> all;
    try {
      all = cameras.get();
    } catch (RuntimeException e) {
      if (!ticker.isClosed()) {
        LOG.warn("retention: the cameras can't be read, next attempt in {}: {}", PERIOD, e, e);
      }
      return;
    }
    failing.retainAll(all.keySet());
    all.forEach(this::apply);
  }

  private void apply(String cameraId, Runnable retention) {
    if (ticker.isClosed()) {
      return;
    }
    try {
      retention.run();
      failing.remove(cameraId);
    } catch (RuntimeException e) {
      if (!ticker.isClosed() && failing.add(cameraId)) {
        LOG.warn("camera {}: retention failed; it is tried again every {}", cameraId, PERIOD, e);
      }
    }
  }

  /** Ends the thread, within 4 s. Idempotent. */
  @Override
  public void close() {
    ticker.close();
  }
}
