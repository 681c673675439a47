package io.finalnvr.analysis;

import java.time.Duration;
import java.util.List;

/**
 * An analysis that runs in the background. Each result becomes durable together with how far the
 * analysis has come: closed, killed or failed, it goes on there when it is asked for again, here or
 * elsewhere, and every picture's result is in the store once. Thread-safe.
 */
public interface Analysis extends AutoCloseable {

  /** The camera that is analysed. */
  String cameraId();

  /** Names of the analysers, in the order of the request. */
  List<String> analyzers();

  /** What it is doing. */
  AnalysisState state();

  /** Why it is in its state, for people; never empty. */
  String reason();

  /** How much of the range is done, from 0 to 1; 0 for a live one. */
  double progress();

  /**
   * Counts of an analyser.
   *
   * @throws io.finalnvr.ConfigurationException when there is none of that name
   */
  AnalysisStatistics statistics(String analyzer);

  /**
   * Waits until the state is final.
   *
   * @return whether it is within {@code timeout}
   */
  boolean awaitEnd(Duration timeout) throws InterruptedException;

  /**
   * Ends it where it is and waits for its threads, 15 s at most; what was found before is durable
   * then. Idempotent.
   */
  @Override
  void close();
}
