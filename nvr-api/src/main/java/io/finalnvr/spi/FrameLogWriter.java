package io.finalnvr.spi;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The only writer of a frame log. Not thread-safe: one thread at a time.
 *
 * <p>Appends are pipelined: they return at once, complete in order, and complete only when the
 * record is durable and readable: on a thread of the store's own, which others wait for too, so
 * what is done there must be short and must not wait for anything. After one has failed, all later
 * ones fail; the caller closes the writer, opens another, and appends again what is later than its
 * {@link #lastTime()}.
 */
public interface FrameLogWriter extends AutoCloseable {

  /** Position of the next record. */
  long position();

  /**
   * The time up to which the log is filled: of the newest record, or where the last recording ended
   * in good order, its end if that is later. Empty for an empty log. Appended records must not be
   * before it.
   */
  Optional<Instant> lastTime();

  /**
   * Appends a record. The first one of a writer, and the first after {@link #endRecording}, is
   * marked as discontinuity whether asked for or not.
   *
   * @param time not before that of the record appended last; of a record that is to be indexed,
   *     after that of the last index entry
   * @param payload 1 byte to 64 MiB (a store takes 1 KiB more, for what encryption adds), whole;
   *     larger than 8,388,588 bytes it is split and joined again; not copied, must not be changed
   *     until the append completed
   * @return the position of the record, when it is durable; fails with {@link
   *     io.finalnvr.StorageException}
   * @throws IllegalArgumentException when the time goes back or the payload is empty or too large
   */
  CompletableFuture<Long> append(
      Instant time, boolean randomAccess, boolean discontinuity, ByteBuffer payload);

  /**
   * Ends the current recording in good order: a closing index entry is written. Does nothing when
   * nothing was appended since the last one.
   *
   * @param end of the last record; after its time
   */
  CompletableFuture<Void> endRecording(Instant end);

  /**
   * Waits until what was appended is durable, 10 s at most, and closes. No closing entry is
   * written. Idempotent. Appends not durable by then fail.
   */
  @Override
  void close();
}
