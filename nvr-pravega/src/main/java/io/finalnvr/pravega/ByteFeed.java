package io.finalnvr.pravega;

import java.nio.ByteBuffer;
import java.time.Duration;

/** Bytes of a stream in order. For one thread at a time, save {@link #close()}. */
interface ByteFeed extends AutoCloseable {

  /** Waits until {@link #read} gives something or tells why not; false after the timeout. */
  boolean await(Duration timeout);

  /**
   * Reads what is there; does not wait.
   *
   * @return how many bytes
   * @throws CutOffException when these bytes were cut off, or the stream was deleted
   */
  int read(ByteBuffer target) throws CutOffException;

  /** Ends a blocked {@link #await}, which then fails with reason CLOSED. */
  @Override
  void close();
}
