package io.finalnvr.spi;

/**
 * Bytes that a reader had to pass over.
 *
 * @param from position of the first byte passed over
 * @param to position at which reading goes on
 * @param cause why
 */
public record LogBreak(long from, long to, Cause cause) implements LogItem {

  /** Why bytes were passed over. */
  public enum Cause {
    /** They are not a record of this format. */
    DAMAGED,
    /** They were removed by {@link FrameLog#truncateBefore}. */
    TRUNCATED
  }
}
