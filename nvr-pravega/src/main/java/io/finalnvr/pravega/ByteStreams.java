package io.finalnvr.pravega;

import java.util.Optional;
import java.util.SortedSet;

/**
 * Byte streams by name: the seam between frame logs and the store's client. Every method blocks a
 * bounded time and fails with {@link io.finalnvr.StorageException}. Thread-safe.
 */
interface ByteStreams extends AutoCloseable {

  /** Names of the streams that exist. */
  SortedSet<String> names();

  /** The stream of this name; asks the store only where the answer is not known. */
  Optional<ByteStream> find(String name);

  /** Forgets what is known of a stream, because it turned out to be gone. */
  void forget(String name);

  /** Creates a stream where there is none. */
  ByteStream create(String name, String tag);

  /** Deletes a stream where there is one. */
  void delete(String name);

  @Override
  void close();
}
