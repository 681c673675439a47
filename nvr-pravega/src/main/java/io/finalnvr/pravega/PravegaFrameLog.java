package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.finalnvr.VerifyListener;
import io.finalnvr.VerifyResult;
import io.finalnvr.pravega.ByteStream.Extent;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log in two byte streams. Holds nothing itself. */
final class PravegaFrameLog implements FrameLog {

  private static final Logger LOG = LoggerFactory.getLogger(PravegaFrameLog.class);
  private static final int ATTEMPTS = 5;

  private final String name;
  private final ByteStreams streams;
  private final OpenHandles handles;

  PravegaFrameLog(String name, ByteStreams streams, OpenHandles handles) {
    this.name = name;
    this.streams = streams;
    this.handles = handles;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean exists() {
    return ask(
        log -> {
          log.index().extent();
          log.data().extent();
          return true;
        },
        false);
  }

  @Override
  public FrameLogWriter openWriter() {
    handles.checkOpen();
    LogStreams log = LogStreams.create(streams, name);
    LogRecovery recovery;
    try {
      recovery = LogRecovery.of(log);
    } catch (StorageException e) {
      if (e.reason() != Reason.NOT_FOUND) {
        throw e;
      }
      forget(); // Another process deleted it.
      log = LogStreams.create(streams, name);
      recovery = LogRecovery.of(log);
    }
    return PravegaFrameLogWriter.open(name, log, recovery, handles);
  }

  @Override
  public FrameLogReader openReader(long position) {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
    handles.checkOpen();
    return PravegaFrameLogReader.open(name, streams, position, handles);
  }

  @Override
  public long head() {
    return ask(PravegaFrameLog::headOf, 0L);
  }

  /** A truncation that was cut short leaves data before the first index record. */
  private static long headOf(LogStreams log) throws CutOffException {
    LogIndex index = LogIndex.of(log.index());
    long dataHead = log.data().extent().head();
    if (index.first() == 0) {
      return dataHead;
    }
    return Math.max(dataHead, index.firstRecord().map(IndexRecord::position).orElse(0L));
  }

  @Override
  public long tail() {
    return ask(log -> log.data().extent().tail(), 0L);
  }

  @Override
  public Optional<IndexEntry> first() {
    return entry(LogIndex::firstRecord);
  }

  @Override
  public Optional<IndexEntry> last() {
    return entry(LogIndex::lastRecord);
  }

  @Override
  public Optional<IndexEntry> keyAtOrBefore(Instant instant) {
    return entry(
        index -> index.previous(index.slotAtOrBefore(tai(instant)), IndexRecord::randomAccess));
  }

  @Override
  public Optional<IndexEntry> keyAtOrAfter(Instant instant) {
    return entry(index -> index.next(index.slotAtOrAfter(tai(instant)), IndexRecord::randomAccess));
  }

  @Override
  public Optional<IndexEntry> entryAtOrBefore(Instant instant) {
    return entry(index -> index.previous(index.slotAtOrBefore(tai(instant)), record -> true));
  }

  @Override
  public Optional<IndexEntry> entryAtOrAfter(long position) {
    return entry(index -> index.next(index.slotAfterPosition(position - 1), record -> true));
  }

  @Override
  public List<IndexEntry> entries(Instant from, int limit) {
    return ask(
        log -> {
          LogIndex index = LogIndex.of(log.index());
          List<IndexEntry> entries = new ArrayList<>();
          index.forEach(
              index.slotAtOrAfter(tai(from)), limit, record -> entries.add(record.toEntry()));
          return entries;
        },
        List.of());
  }

  @Override
  public long truncateBefore(Instant cutoff) {
    return ask(
        log -> {
          LogIndex index = LogIndex.of(log.index());
          long slot = index.slotAtOrBefore(tai(cutoff));
          Optional<IndexRecord> record = slot < index.first() ? Optional.empty() : index.get(slot);
          if (record.isPresent()) {
            truncate(log, slot, index.first(), record.get().position());
          }
          return headOf(log);
        },
        0L);
  }

  private void truncate(LogStreams log, long slot, long firstSlot, long position) {
    Extent data = log.data().extent();
    if (slot > firstSlot) {
      log.index().truncateBefore(slot * IndexRecord.SIZE);
    }
    if (position > data.head()) {
      log.data().truncateBefore(Math.min(position, data.tail()));
      LOG.info("{}: truncated from {} to {}", name, data.head(), position);
    }
  }

  @Override
  public VerifyResult verify(Instant from, Instant until, VerifyListener listener) {
    handles.checkOpen();
    Optional<LogStreams> log = LogStreams.find(streams, name);
    if (log.isEmpty()) {
      return new VerifyResult(name, 0, 0, 0, 0);
    }
    return new LogVerifier(name, log.get(), listener).verify(tai(from), tai(until));
  }

  @Override
  public void delete() {
    LogStreams.delete(streams, name);
  }

  private Optional<IndexEntry> entry(Question<LogIndex, Optional<IndexRecord>> question) {
    return ask(log -> question.ask(LogIndex.of(log.index())), Optional.<IndexRecord>empty())
        .map(IndexRecord::toEntry);
  }

  private interface Question<T, R> {
    R ask(T subject) throws CutOffException;
  }

  /** Asks again where the log was truncated or replaced meanwhile. */
  private <R> R ask(Question<LogStreams, R> question, R whenMissing) {
    handles.checkOpen();
    for (int attempt = 1; ; attempt++) {
      try {
        Optional<LogStreams> log = LogStreams.find(streams, name);
        return log.isPresent() ? question.ask(log.get()) : whenMissing;
      } catch (CutOffException e) {
        if (attempt == ATTEMPTS) {
          throw new StorageException(Reason.UNAVAILABLE, name + " is being truncated", e);
        }
      } catch (StorageException e) {
        if (e.reason() != Reason.NOT_FOUND) {
          throw e;
        }
        forget();
        if (attempt == ATTEMPTS) {
          // Being made, or being deleted.
          return whenMissing;
        }
      }
    }
  }

  private void forget() {
    streams.forget(name);
    streams.forget(name + LogStreams.INDEX_SUFFIX);
  }

  /** The timestamp nearest to an instant: a question may be about any. */
  private static long tai(Instant instant) {
    if (instant.isBefore(Instant.EPOCH)) {
      return 1;
    }
    try {
      return TaiTime.STANDARD.toTaiNanos(instant);
    } catch (IllegalArgumentException e) {
      return Long.MAX_VALUE;
    }
  }
}
