package io.finalnvr.spi;

import io.finalnvr.analysis.FrameAnalyzer;

/**
 * Makes analysers by their name, for those who choose one at run time: the command line finds
 * providers by {@link java.util.ServiceLoader}.
 */
public interface FrameAnalyzerProvider {

  /** The name: {@code people}. */
  String name();

  /** What it sees and what its argument is, for people, in one line. */
  String describe();

  /**
   * Makes an analyser.
   *
   * @param argument whatever it takes; empty for nothing
   * @throws io.finalnvr.ConfigurationException when the argument can't be right
   */
  FrameAnalyzer create(String argument);
}
