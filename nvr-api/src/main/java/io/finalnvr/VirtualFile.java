package io.finalnvr;

import java.nio.ByteBuffer;

/**
 * A file that is made while it is read. Its length is known, and any part of it can be read without
 * making the rest, so that an HTTP response can begin at once and be resumed later.
 *
 * <p>The same request for the same footage gives the same bytes, in any process. Footage that was
 * recorded after the file was opened is not in it.
 *
 * <p>Thread-safe; reads come one at a time. One that goes on where the last one ended is cheapest.
 */
public interface VirtualFile extends AutoCloseable {

  /** Number of bytes. */
  long length();

  /** The media type, for example {@code video/mp4}. */
  String mimeType();

  /**
   * An HTTP entity tag, with its quotes: the same as long as the bytes are the same, and another
   * one where they are not.
   */
  String etag();

  /** From the first to the last instant shown, on the timeline. */
  TimeRange range();

  /**
   * Reads bytes. Blocks on the store.
   *
   * @param offset of the first byte, at least 0
   * @param into is filled as far as the file reaches
   * @return how many bytes were read; -1 when the offset is at or after the end
   * @throws MediaException with reason NO_FOOTAGE when retention has removed the footage meanwhile;
   *     UNDECODABLE when it is not what its index says
   * @throws StorageException when the store fails, or the file or its store was closed
   */
  int read(long offset, ByteBuffer into);

  /** Gives back what reading needed. Idempotent. */
  @Override
  void close();
}
