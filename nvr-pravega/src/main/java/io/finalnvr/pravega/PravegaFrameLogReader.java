package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.LogBreak;
import io.finalnvr.spi.LogItem;
import io.finalnvr.spi.StoredFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows the data of a log from record to record. What is no record, or one that is torn, is
 * passed over up to the next index record.
 */
final class PravegaFrameLogReader implements FrameLogReader {

  private static final Duration RETRY = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofDays(10_000);

  private final String name;
  private final ByteStreams streams;
  private final OpenHandles handles;
  private final Runnable abort = this::shut;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ArrayDeque<LogItem> ready = new ArrayDeque<>();

  private long readPosition;
  private RecordJoiner joiner = new RecordJoiner(() -> Instant.EPOCH);
  private TornCheck tornCheck = new TornCheck();
  private final UnfinishedTail tail = new UnfinishedTail();
  private @Nullable LogStreams log;
  private @Nullable RecordBuffer buffer;
  private volatile @Nullable ByteFeed feed;

  private PravegaFrameLogReader(
      String name, ByteStreams streams, long position, OpenHandles handles) {
    this.name = name;
    this.streams = streams;
    this.readPosition = position;
    this.handles = handles;
  }

  static PravegaFrameLogReader open(
      String name, ByteStreams streams, long position, OpenHandles handles) {
    PravegaFrameLogReader reader = new PravegaFrameLogReader(name, streams, position, handles);
    handles.add(reader.abort);
    return reader;
  }

  @Override
  public Optional<LogItem> read(Duration timeout) {
    long deadline = System.nanoTime() + min(timeout, LONGEST).toNanos();
    try {
      while (ready.isEmpty()) {
        checkOpen();
        if (!step(deadline)) {
          checkOpen();
          return Optional.empty();
        }
      }
      return Optional.of(ready.remove());
    } catch (StorageException e) {
      checkOpen(); // Being closed is the reason for what failed.
      if (e.reason() == Reason.NOT_FOUND) {
        lose(/* gone= */ true);
        return read(remaining(deadline));
      }
      throw e;
    }
  }

  /** Does one thing that leads to an item; false when the time is up. */
  private boolean step(long deadline) {
    RecordBuffer from = buffer;
    LogStreams streamsOfLog = log;
    if (from == null || streamsOfLog == null) {
      return open(deadline);
    }
    try {
      return readRecord(from, streamsOfLog, deadline);
    } catch (CutOffException e) {
      lose(/* gone= */ false);
      return true;
    }
  }

  private boolean open(long deadline) {
    Optional<LogStreams> found = LogStreams.find(streams, name);
    if (found.isEmpty()) {
      return pause(deadline);
    }
    LogStreams streamsOfLog = found.get();
    long head = streamsOfLog.data().extent().head();
    if (readPosition < head) {
      joiner.abandon();
      ready.add(new LogBreak(readPosition, head, LogBreak.Cause.TRUNCATED));
      readPosition = head;
    }
    long start = readPosition;
    joiner = new RecordJoiner(() -> timeBefore(streamsOfLog, start));
    tornCheck = new TornCheck();
    ByteFeed opened = streamsOfLog.data().feed(readPosition);
    feed = opened;
    log = streamsOfLog;
    buffer = new RecordBuffer(opened);
    if (closed.getCount() == 0) {
      opened.close();
    }
    return true;
  }

  /** Of records without a timestamp. */
  private static Instant timeBefore(LogStreams log, long position) {
    try {
      return LogIndex.of(log.index())
          .lastAtPosition(position)
          .map(record -> record.toEntry().time())
          .orElse(Instant.EPOCH);
    } catch (CutOffException e) {
      return Instant.EPOCH;
    }
  }

  private boolean readRecord(RecordBuffer from, LogStreams streamsOfLog, long deadline)
      throws CutOffException {
    if (!from.fill(RecordHeader.SIZE, soonest(deadline))) {
      return completeClosed(from, streamsOfLog)
          || giveUpTail(streamsOfLog, RecordHeader.SIZE)
          || !remaining(deadline).isZero();
    }
    Optional<RecordHeader> header = RecordHeader.read(from.peek(0, RecordHeader.SIZE));
    if (header.isEmpty()) {
      return resync(readPosition, streamsOfLog, deadline);
    }
    RecordHeader record = header.get();
    if (tornCheck.isTorn(readPosition, record, streamsOfLog)) {
      return resync(readPosition, streamsOfLog, deadline);
    }
    if (!from.fill(record.recordLength(), soonest(deadline))) {
      return giveUpTail(streamsOfLog, record.recordLength()) || !remaining(deadline).isZero();
    }
    if (TornCheck.beginsSession(from, record)) {
      return resync(readPosition, streamsOfLog, deadline);
    }
    if (tail.isRestOf(record)) {
      readPosition += record.recordLength();
      from.skip(record.recordLength());
      return true;
    }
    long position = readPosition;
    readPosition += record.recordLength();
    ready.addAll(
        joiner.add(position, record, from.peek(RecordHeader.SIZE, record.payloadLength())));
    from.skip(record.recordLength());
    return true;
  }

  /** A frame of exactly the greatest length has no other pieces when its recording ended there. */
  private boolean completeClosed(RecordBuffer from, LogStreams streamsOfLog)
      throws CutOffException {
    if (!from.isEmpty() || !joiner.isOpen()) {
      return false;
    }
    Optional<IndexRecord> last = LogIndex.of(streamsOfLog.index()).lastRecord();
    if (last.isEmpty() || last.get().position() != readPosition) {
      return false;
    }
    joiner.complete().ifPresent(ready::add);
    return true;
  }

  /**
   * Passes over what its writer left unfinished at the end, once nothing came for a while.
   *
   * @param needed bytes to go on
   */
  private boolean giveUpTail(LogStreams streamsOfLog, int needed) {
    RecordBuffer from = buffer;
    if (!joiner.isOpen() && (from == null || from.isEmpty())) {
      return false;
    }
    long start = joiner.isOpen() ? joiner.start() : readPosition;
    long end = streamsOfLog.data().extent().tail();
    if (readPosition + needed <= end || !tail.isGivenUp(start, end, System.nanoTime())) {
      return false;
    }
    if (joiner.isOpen()) {
      tail.leave(joiner.taiNanos());
    }
    joiner.abandon();
    ready.add(new LogBreak(start, end, LogBreak.Cause.DAMAGED));
    readPosition = end;
    closeFeed();
    return true;
  }

  /** Goes on at the first index record after what can't be read; waits for it. */
  private boolean resync(long damaged, LogStreams streamsOfLog, long deadline)
      throws CutOffException {
    Optional<IndexRecord> next =
        LogIndex.of(streamsOfLog.index())
            .firstAfterPosition(damaged, streamsOfLog.data().extent().tail());
    if (next.isEmpty()) {
      return giveUpTail(streamsOfLog, Integer.MAX_VALUE) || pause(deadline);
    }
    long from = joiner.abandon().map(LogBreak::from).orElse(damaged);
    readPosition = next.get().position();
    ready.add(new LogBreak(from, readPosition, LogBreak.Cause.DAMAGED));
    closeFeed();
    return true;
  }

  /** Opens again where it was, or at the start of whatever log comes to have this name. */
  private void lose(boolean gone) {
    closeFeed();
    if (gone) {
      streams.forget(name);
      streams.forget(name + LogStreams.INDEX_SUFFIX);
      joiner.abandon();
      readPosition = 0;
    } else if (joiner.isOpen()) {
      readPosition = joiner.start();
      joiner.abandon();
    }
  }

  private void closeFeed() {
    ByteFeed open = feed;
    if (open != null) {
      open.close();
    }
    feed = null;
    buffer = null;
    log = null;
  }

  /** Waits a little; false when the time is up. */
  private boolean pause(long deadline) {
    Duration pause = min(remaining(deadline), RETRY);
    try {
      if (!pause.isZero() && closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        checkOpen();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PravegaErrors.toStorageException(e, name);
    }
    return !remaining(deadline).isZero();
  }

  @Override
  public long position() {
    LogItem next = ready.peek();
    if (next instanceof StoredFrame frame) {
      return frame.position();
    }
    if (next instanceof LogBreak gap) {
      return gap.from();
    }
    return joiner.isOpen() ? joiner.start() : readPosition;
  }

  private void checkOpen() {
    if (closed.getCount() == 0) {
      throw new StorageException(Reason.CLOSED, name + ": the reader is closed");
    }
  }

  @Override
  public void close() {
    handles.remove(abort);
    shut();
  }

  private void shut() {
    closed.countDown();
    ByteFeed open = feed;
    if (open != null) {
      open.close();
    }
  }

  private static Duration remaining(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  private static long soonest(long deadline) {
    return System.nanoTime() + min(remaining(deadline), RETRY).toNanos();
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
