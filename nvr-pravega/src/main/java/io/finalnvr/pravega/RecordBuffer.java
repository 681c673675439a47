package io.finalnvr.pravega;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes that were read ahead of the record they belong to. Gives payloads without copying them: a
 * chunk is filled once and never used again. Not thread-safe.
 */
final class RecordBuffer {

  private static final int CHUNK = 512 << 10;
  private static final int MAX_WAITS = 64;

  private final ByteFeed feed;
  private ByteBuffer chunk = ByteBuffer.allocate(0);
  private int start;
  private final List<Integer> waits = new ArrayList<>();

  /** Reads from a feed; the feed stays the caller's. */
  RecordBuffer(ByteFeed feed) {
    this.feed = feed;
  }

  private int available() {
    return chunk.position() - start;
  }

  /** Whether bytes are there that were not taken. */
  boolean isEmpty() {
    return available() == 0;
  }

  /**
   * Reads until this many bytes are there.
   *
   * @param deadlineNanos of {@link System#nanoTime()}
   * @return false when they did not come in time
   */
  boolean fill(int bytes, long deadlineNanos) throws CutOffException {
    while (available() < bytes) {
      makeRoom(bytes);
      if (feed.read(chunk) > 0) {
        continue;
      }
      if (!isEmpty() && waits.size() < MAX_WAITS && !waits.contains(available())) {
        waits.add(available());
      }
      if (!feed.await(Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime())))) {
        return false;
      }
    }
    return true;
  }

  private void makeRoom(int bytes) {
    if (chunk.capacity() - start >= bytes && chunk.hasRemaining()) {
      return;
    }
    ByteBuffer next = ByteBuffer.allocate(Math.max(bytes, CHUNK));
    next.put(chunk.slice(start, available()));
    chunk = next;
    start = 0;
  }

  /** After how many bytes of the record at the front the stream had no more for a while. */
  List<Integer> waits() {
    return waits;
  }

  /** A view of the first bytes. */
  ByteBuffer peek(int offset, int bytes) {
    return chunk.slice(start + offset, bytes);
  }

  /** Drops the first bytes. */
  void skip(int bytes) {
    start += bytes;
    waits.clear();
  }
}
