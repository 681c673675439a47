package io.finalnvr.core.play;

import io.finalnvr.MediaException;
import io.finalnvr.StorageException;
import io.finalnvr.core.mp4.PayloadReader;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.LogBreak;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads footage in order, from a random-access record on. What can't be read is passed over up to
 * the next random-access record, which then tells why.
 *
 * <p>For one thread; {@link #close()} may come from any.
 */
final class FootageReader implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(FootageReader.class);

  private static final Duration SLICE = Duration.ofMillis(100);
  private static final int PATIENCE = 100;

  private final FrameLog footage;
  private final LongFunction<FrameLogReader> opening;
  private final PayloadReader payloads = new PayloadReader();
  private volatile FrameLogReader reader;
  private volatile boolean closed;
  private long position;
  private boolean aligned;
  private boolean everAligned;
  private boolean failed;
  private Optional<LogBreak.Cause> broken = Optional.empty();
  private final Deque<FootageRecord> again = new ArrayDeque<>();

  private FootageReader(FrameLog footage, LongFunction<FrameLogReader> opening, long position) {
    this.footage = footage;
    this.opening = opening;
    this.position = position;
    this.reader = opening.apply(position);
  }

  static FootageReader open(FrameLog footage, long position) {
    return new FootageReader(footage, footage::openReader, position);
  }

  /** A reader that begins where an instant was found. */
  static FootageReader open(FrameLog footage, Located where) {
    return open(footage, footage::openReader, where);
  }

  /** The same, for much that is read at once. */
  static FootageReader openAhead(FrameLog footage, Located where) {
    return open(footage, position -> new ReadAhead(footage.openReader(position)), where);
  }

  private static FootageReader open(
      FrameLog footage, LongFunction<FrameLogReader> opening, Located where) {
    FootageReader reader = new FootageReader(footage, opening, where.position());
    if (where instanceof Located.InGap gap) {
      reader.broken = gap.broken();
    }
    return reader;
  }

  /** Position of what is read next. */
  long position() {
    FootageRecord next = again.peek();
    return next == null ? position : next.stored().position();
  }

  /** The same reader, which gives these records, the last ones that it gave, once more. */
  FootageReader again(List<FootageRecord> records) {
    again.addAll(records);
    return this;
  }

  /** Why bytes right before were passed over, with no record after them so far. */
  Optional<LogBreak.Cause> broken() {
    return broken;
  }

  /** The instant that decode time 0 stands for in the record read last, where it has one. */
  Optional<Instant> epoch() {
    return payloads.epoch();
  }

  /**
   * The next record.
   *
   * @param timeout how long to wait at the end of the log
   * @return empty when nothing came within the timeout, or when what came was passed over
   */
  Optional<FootageRecord> read(Duration timeout) {
    FootageRecord next = again.poll();
    if (next != null) {
      return Optional.of(next);
    }
    if (failed) {
      reopen();
    }
    Optional<LogItem> item = reader.read(timeout);
    position = reader.position();
    if (item.isEmpty()) {
      return Optional.empty();
    }
    if (item.get() instanceof LogBreak gone) {
      passOver(gone.cause());
      return Optional.empty();
    }
    return decode((StoredFrame) item.get());
  }

  /**
   * The next record before a position that is durable; waits for the store, not for the camera.
   *
   * @param cancelled asked often; true ends it with CancellationException
   * @return empty when the position is reached
   */
  Optional<FootageRecord> readBefore(long tail, BooleanSupplier cancelled) {
    int idle = 0;
    while (position() < tail) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException();
      }
      long before = position;
      Optional<FootageRecord> record = read(SLICE);
      if (record.isPresent()) {
        return record;
      }
      idle = position == before ? idle + 1 : 0;
      if (idle >= PATIENCE) {
        throw new StorageException(
            StorageException.Reason.UNAVAILABLE,
            "%s: nothing came from position %d within 10 s".formatted(footage.name(), before));
      }
    }
    return Optional.empty();
  }

  /** The store failed; the next read opens the log anew at the same position. */
  void invalidate() {
    failed = true;
  }

  @Override
  public void close() {
    closed = true;
    reader.close();
  }

  private void reopen() {
    reader.close();
    reader = opening.apply(position);
    failed = false;
    if (closed) {
      reader.close();
    }
  }

  private Optional<FootageRecord> decode(StoredFrame stored) {
    if (!aligned && !stored.randomAccess()) {
      return Optional.empty();
    }
    List<EncodedFrame> frames;
    try {
      frames =
          payloads.read(
              stored.time(),
              stored.randomAccess(),
              stored.discontinuity() || broken.isPresent(),
              stored.payload());
    } catch (MediaException e) {
      if (!everAligned && PayloadReader.isTransportStream(stored.payload())) {
        throw e; // No record of this log will do.
      }
      log.warn("{}: record at {} passed over", footage.name(), stored.position(), e);
      passOver(LogBreak.Cause.DAMAGED);
      return Optional.empty();
    }
    aligned = true;
    everAligned = true;
    if (frames.isEmpty()) {
      return Optional.empty();
    }
    FootageRecord record = new FootageRecord(stored, frames, payloads.tracks(), broken);
    broken = Optional.empty();
    return Optional.of(record);
  }

  private void passOver(LogBreak.Cause cause) {
    aligned = false;
    if (broken.isEmpty()) {
      broken = Optional.of(cause);
    }
  }
}
