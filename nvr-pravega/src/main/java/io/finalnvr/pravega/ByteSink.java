package io.finalnvr.pravega;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Appends to a byte stream. For one thread at a time, save {@link #abort()}. */
interface ByteSink extends AutoCloseable {

  /**
   * Appends, as a whole or not at all.
   *
   * @param data 8 MiB at the most; must not be changed until it is durable
   * @return completes when it is durable; blocks only where the store can't be reached
   */
  CompletableFuture<Void> write(ByteBuffer data);

  /** The tail of the stream as of the newest completed write; -1 where it is not known. */
  long observedTail();

  /** Gives up what is not durable yet: it is never sent again. */
  void abort();

  /** Ends it. Blocks until what was written is durable, save after {@link #abort()}. */
  @Override
  void close();
}
