package io.finalnvr.examples.bench;

import io.pravega.client.ByteStreamClientFactory;
import io.pravega.client.byteStream.ByteStreamWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Writes data and index of a new frame log in their byte form (see nvr-pravega/doc/storage.md),
 * both in large pieces: a year of them in minutes. Not thread-safe.
 */
final class RawLog implements AutoCloseable {

  private static final int HEADER = 20;
  private static final int INDEXED = 1;
  private static final int RANDOM_ACCESS = 2;
  private static final int DISCONTINUITY = 4;
  private static final long TAI_MINUS_UTC = 37;
  private static final int BLOCK = 4 << 20;

  /** What the node takes without end; its cache fills where long-term storage can't follow. */
  private static final long BYTES_PER_SECOND = 6_000_000;

  private final ByteStreamClientFactory client;
  private final ByteStreamWriter data;
  private final ByteStreamWriter index;
  private final ByteBuffer dataBlock = ByteBuffer.allocate(BLOCK);
  private final ByteBuffer indexBlock = ByteBuffer.allocate(BLOCK);
  private final long begin = System.nanoTime();
  private long written;
  private long position;
  private boolean begins = true;

  /**
   * A writer of a log.
   *
   * @param stream name of a log that exists and is empty
   */
  RawLog(URI store, String stream) {
    this.client = PlainReader.connect(store);
    this.data = client.createByteStreamWriter(stream);
    this.index = client.createByteStreamWriter(stream + "-index");
  }

  /** A record; of a key frame also its entry in the index. */
  void append(Instant time, boolean key, ByteBuffer payload) throws IOException {
    int discontinuity = begins ? DISCONTINUITY : 0;
    begins = false;
    if (key) {
      entry(RANDOM_ACCESS | discontinuity, time);
    }
    int length = HEADER + payload.remaining();
    room(dataBlock, data, length);
    dataBlock
        .putInt(0)
        .putInt(length - 8)
        .putInt((key ? INDEXED | RANDOM_ACCESS : 0) | discontinuity)
        .putLong(tai(time))
        .put(payload.duplicate());
    position += length;
  }

  /** The recording ends. */
  void end(Instant end) throws IOException {
    entry(0, end);
    begins = true;
  }

  /** All of it is durable then. */
  void flush() throws IOException {
    flush(dataBlock, data);
    flush(indexBlock, index);
    data.flush();
    index.flush();
  }

  private void entry(int flags, Instant time) throws IOException {
    room(indexBlock, index, HEADER);
    indexBlock.putInt(flags).putLong(tai(time)).putLong(position);
  }

  private void room(ByteBuffer block, ByteStreamWriter to, int length) throws IOException {
    if (block.remaining() < length) {
      flush(block, to);
    }
  }

  private void flush(ByteBuffer block, ByteStreamWriter to) throws IOException {
    to.write(block.array(), 0, block.position());
    written += block.position();
    block.clear();
    try {
      long due = begin + written * 1_000_000_000L / BYTES_PER_SECOND;
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static long tai(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond() + TAI_MINUS_UTC) + time.getNano();
  }

  @Override
  public void close() throws IOException {
    data.close();
    index.close();
    client.close();
  }
}
