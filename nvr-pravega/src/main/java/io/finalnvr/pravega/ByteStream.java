package io.finalnvr.pravega;

import java.nio.ByteBuffer;

/**
 * An append-only stream of bytes whose oldest part can be cut off. Every method blocks a bounded
 * time and fails with {@link io.finalnvr.StorageException}, reason NOT_FOUND where the stream was
 * deleted. Thread-safe.
 */
interface ByteStream {

  /**
   * What can be read.
   *
   * @param head offset of the first byte that is left
   * @param tail offset after the last one
   */
  record Extent(long head, long tail) {}

  Extent extent();

  /**
   * Fills the buffer with what stands at an offset.
   *
   * @param offset so that all that is asked for is within the {@link #extent()}
   * @throws CutOffException when it was cut off meanwhile
   */
  void read(long offset, ByteBuffer target) throws CutOffException;

  /** Reads in order and follows the stream while it grows. */
  ByteFeed feed(long offset);

  /** Appends to the stream from an offset on, which must be its tail when the first write lands. */
  ByteSink sink(long offset);

  void truncateBefore(long offset);
}
