package io.finalnvr.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * Reads a frame log in order, and follows it while it grows.
 *
 * <p>{@link #read} is for one thread at a time; {@link #close()} may come from any thread.
 */
public interface FrameLogReader extends AutoCloseable {

  /**
   * The next record or break.
   *
   * @param timeout how long to wait at the end of the log; zero does not wait
   * @return empty when nothing new came within the timeout
   * @throws io.finalnvr.StorageException when the store fails (reason UNAVAILABLE: reading may be
   *     tried again) or the reader was closed (reason CLOSED)
   */
  Optional<LogItem> read(Duration timeout);

  /**
   * Position of the item that {@link #read} gives next. Everything before {@link FrameLog#tail()}
   * can be read without waiting for the writer, if not without waiting for the network.
   */
  long position();

  /** Ends the reader; a blocked {@link #read} fails with reason CLOSED. Idempotent. */
  @Override
  void close();
}
