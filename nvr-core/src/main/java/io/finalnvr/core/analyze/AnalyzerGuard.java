package io.finalnvr.core.analyze;

import io.finalnvr.ConfigurationException;
import io.finalnvr.analysis.Detection;
import io.finalnvr.analysis.FrameAnalyzer;
import io.finalnvr.core.record.Backoff;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the engine and an analyser: whatever it throws stays here, is counted, and costs
 * it its place, which a new one takes. For one thread.
 */
final class AnalyzerGuard implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AnalyzerGuard.class);
  private static final int MOST_DETECTIONS = 1_000;
  private static final int LONGEST_STATE = 4_096;
  private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final String name;
  private final Supplier<? extends FrameAnalyzer> maker;
  private final Tally tally;
  private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
  private final DecodeRequest request;
  private final Duration warmUp;
  private final Duration linger;
  private @Nullable FrameAnalyzer analyzer;
  private String state = "";
  private String lastFailure = "";

  /**
   * With an analyser.
   *
   * @param name for people: analyser of which camera
   * @throws RuntimeException what it throws when it is made, or asked what it needs
   */
  AnalyzerGuard(String name, Supplier<? extends FrameAnalyzer> maker, Tally tally) {
    this.name = name;
    this.maker = maker;
    this.tally = tally;
    FrameAnalyzer made = maker.get();
    this.analyzer = made;
    this.request = made.request();
    this.warmUp = made.warmUp();
    this.linger = made.linger();
    if (warmUp.isNegative() || warmUp.compareTo(LONGEST_WARM_UP) > 0 || linger.isNegative()) {
      close();
      throw new ConfigurationException(
          "%s asks for a warm-up of %s and a linger of %s; the former goes from 0 to 10 min"
              .formatted(name, warmUp, linger));
    }
  }

  DecodeRequest request() {
    return request;
  }

  Duration warmUp() {
    return warmUp;
  }

  Duration linger() {
    return linger;
  }

  void warmUp(DecodedFrame frame, boolean afterGap) {
    if (afterGap) {
      gap();
    }
    FrameAnalyzer now = analyzer;
    if (now != null) {
      try {
        now.analyze(frame);
      } catch (Exception | Error e) {
        failed(e);
      }
    }
  }

  void gap() {
    FrameAnalyzer now = analyzer;
    if (now != null) {
      guarded(now::onGap);
    }
  }

  void restore(String from) {
    state = from;
    FrameAnalyzer now = analyzer;
    if (now != null && !from.isEmpty()) {
      guarded(() -> now.restore(from));
    }
  }

  /** What is to be seen; empty when the analyser failed. */
  Optional<List<Detection>> analyze(DecodedFrame frame) {
    try {
      FrameAnalyzer now = analyzer;
      if (now == null) {
        now = maker.get();
        analyzer = now;
        if (!state.isEmpty()) {
          now.restore(state);
        }
      }
      List<Detection> found = List.copyOf(now.analyze(frame));
      if (found.size() > MOST_DETECTIONS) {
        throw new IllegalStateException(
            "%d detections in one picture; 1,000 at most".formatted(found.size()));
      }
      return Optional.of(found);
    } catch (Exception | Error e) {
      failed(e);
      return Optional.empty();
    }
  }

  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  /**
   * The analyser is of no use any more.
   *
   * @throws ConfigurationException where another one would be of no use either
   */
  private void failed(Throwable e) {
    if (e instanceof ConfigurationException wrong) {
      throw wrong;
    }
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    tally.failure();
    lastFailure = "%s failed: %s".formatted(name, e);
    if (backoff.failures() == 0) {
      LOG.warn("{} failed; another one is made", name, e);
    }
    close();
  }

  String lastFailure() {
    return lastFailure;
  }

  /** How long to wait after a failure. */
  Duration pause() {
    return backoff.next();
  }

  /** Whether the picture before this one had failed; asked after each that succeeded. */
  boolean hasRecovered() {
    boolean recovered = backoff.failures() > 0;
    backoff.succeeded();
    return recovered;
  }

  /** What the next one needs to go on; of one that has failed, what it said before. */
  String state() {
    FrameAnalyzer now = analyzer;
    if (now != null) {
      guarded(
          () -> {
            String given = now.state();
            if (given.length() > LONGEST_STATE) {
              throw new IllegalStateException(
                  "a state of %d characters; 4,096 at most".formatted(given.length()));
            }
            state = given;
          });
    }
    return state;
  }

  @Override
  public void close() {
    FrameAnalyzer ending = analyzer;
    analyzer = null;
    if (ending != null) {
      try {
        ending.close();
      } catch (RuntimeException | Error e) {
        LOG.warn("{} could not be closed", name, e);
      }
    }
  }
}
