package io.finalnvr.spi;

import java.util.SortedSet;

/**
 * Keeps frame logs and versioned maps. Knows nothing of video.
 *
 * <p>Thread-safe. Handles are made without I/O; their methods block on I/O, each for a bounded
 * time, and fail with {@link io.finalnvr.StorageException}. Names have 1 to 128 letters, digits,
 * dots and hyphens and begin with a letter or digit; others throw {@link IllegalArgumentException}.
 */
public interface Store extends AutoCloseable {

  /** The log of this name, whether it exists or not. */
  FrameLog frameLog(String name);

  /** The map of this name; it comes into being with its first entry. */
  VersionedMap versionedMap(String name);

  /** Names of the logs that exist. */
  SortedSet<String> frameLogNames();

  /**
   * Closes what was opened through this store, abruptly: no closing index records are written.
   * Idempotent, bounded; unblocks every blocked reader, which then fails with reason CLOSED.
   */
  @Override
  void close();
}
