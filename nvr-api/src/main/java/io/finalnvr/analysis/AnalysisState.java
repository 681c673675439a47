package io.finalnvr.analysis;

/** What an analysis is doing. */
public enum AnalysisState {
  /** It analyses, or waits for footage. */
  RUNNING,
  /** Something has failed, or another process is at the same; it is tried again. */
  WAITING,
  /** The asked range is analysed. Final. */
  ENDED,
  /** It can't go on; the reason says why. Final. */
  FAILED,
  /** It was closed. Final; asked for again, it goes on where it stopped. */
  CLOSED;

  /** Whether nothing more follows. */
  public boolean isFinal() {
    return this == ENDED || this == FAILED || this == CLOSED;
  }
}
