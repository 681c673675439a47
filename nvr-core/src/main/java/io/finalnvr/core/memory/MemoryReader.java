package io.finalnvr.core.memory;

import io.finalnvr.spi.FrameLogReader;
import io.finalnvr.spi.LogItem;
import java.time.Duration;
import java.util.Optional;

/** Reads a log in memory. */
final class MemoryReader implements FrameLogReader {

  private final LogData data;
  private final Handle store;
  private final Handle handle;
  private volatile long position;

  MemoryReader(String name, LogData data, Handle store, long position) {
    this.data = data;
    this.store = store;
    this.handle = new Handle("reader of " + name);
    this.position = position;
  }

  @Override
  public Optional<LogItem> read(Duration timeout) {
    Optional<LogItem> item = data.read(position, timeout, store, handle);
    item.ifPresent(found -> position = LogData.after(found));
    return item;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void close() {
    handle.close();
    data.wakeReaders();
  }
}
