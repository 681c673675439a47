package io.finalnvr.core.memory;

import io.finalnvr.VerifyListener;
import io.finalnvr.VerifyResult;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.FrameLogWriter;
import io.finalnvr.spi.IndexEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A log as one store handle sees it. */
final class MemoryFrameLog implements FrameLog {

  private final String name;
  private final LogData data;
  private final Handle store;

  MemoryFrameLog(String name, LogData data, Handle store) {
    this.name = name;
    this.data = data;
    this.store = store;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean exists() {
    return data().exists();
  }

  @Override
  public FrameLogWriter openWriter() {
    return MemoryWriter.open(name, data(), store);
  }

  @Override
  public FrameLogReader openReader(long position) {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
    return new MemoryReader(name, data(), store, position);
  }

  @Override
  public long head() {
    return data().head();
  }

  @Override
  public long tail() {
    return data().tail();
  }

  @Override
  public Optional<IndexEntry> first() {
    return data().index(LogIndex::first);
  }

  @Override
  public Optional<IndexEntry> last() {
    return data().index(LogIndex::last);
  }

  @Override
  public Optional<IndexEntry> keyAtOrBefore(Instant instant) {
    return data().index(index -> index.keyAtOrBefore(instant));
  }

  @Override
  public Optional<IndexEntry> keyAtOrAfter(Instant instant) {
    return data().index(index -> index.keyAtOrAfter(instant));
  }

  @Override
  public Optional<IndexEntry> entryAtOrBefore(Instant instant) {
    return data().index(index -> index.atOrBefore(instant));
  }

  @Override
  public Optional<IndexEntry> entryAtOrAfter(long position) {
    return data().index(index -> index.atOrAfter(position));
  }

  @Override
  public List<IndexEntry> entries(Instant from, int limit) {
    return data().index(index -> index.from(from, limit));
  }

  @Override
  public long truncateBefore(Instant cutoff) {
    return data().truncateBefore(cutoff);
  }

  @Override
  public VerifyResult verify(Instant from, Instant until, VerifyListener listener) {
    return data().verify(new LogCheck(name, from, until, listener));
  }

  @Override
  public void delete() {
    data().delete();
  }

  private LogData data() {
    store.requireOpen();
    return data;
  }
}
