package io.finalnvr.pravega;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * Appends to a byte stream from an offset on. Once a write has failed, all later ones do. For one
 * thread at a time, save {@link #close()}.
 */
interface ByteSink extends AutoCloseable {

  /**
   * Appends, without blocking, as a whole or not at all, and only where all that stands before it
   * is what this sink wrote: with somebody else's bytes in between it fails with reason
   * WRITER_CONFLICT.
   *
   * @param data 8 MiB at the most; must not be changed until it is durable
   * @return completes when it is durable, in the order of the writes, on a thread of the
   *     connection, which must not be held up
   */
  CompletableFuture<Void> write(ByteBuffer data);

  /**
   * Ends it at once. What is not durable by then fails with reason CLOSED, and is not sent again.
   */
  @Override
  void close();
}
