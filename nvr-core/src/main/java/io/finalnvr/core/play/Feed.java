package io.finalnvr.core.play;

import java.time.Duration;
import java.util.Deque;

/**
 * Reads a camera's footage one way from a place on, and says what is to be delivered of it.
 *
 * <p>For the player's thread; {@link #close()} may come from any.
 */
interface Feed extends AutoCloseable {

  /**
   * Does one thing that leads to deliveries; may find none for now.
   *
   * @param patience how long to wait at the end of the footage
   */
  void fill(Deque<Delivery> ready, Duration patience);

  /** Whether the end of the footage was reached and nothing was there. */
  boolean atEdge();

  /** Whether frames come the moment they are durable, and are due then. */
  boolean isLive();

  /** Playing was held up: footage may have gone on meanwhile. */
  void rest();

  /** The store failed; what was under way begins anew where it was. */
  void recover();

  @Override
  void close();
}
