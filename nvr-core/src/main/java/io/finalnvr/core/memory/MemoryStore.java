package io.finalnvr.core.memory;

import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.VersionedMap;
import java.util.SortedSet;

/**
 * A store in the memory of this JVM. Behaves as durable stores do, down to positions and the index,
 * but a record lasts only as long as somebody holds a handle.
 *
 * <p>Several handles of the same content may be open at once, as several processes would open a
 * store: see {@link #openAgain()} and {@link #open(String)}. Opening a writer of a log takes the
 * log away from the writer before it, whose appends then fail with reason WRITER_CONFLICT.
 * Thread-safe.
 */
public final class MemoryStore implements Store {

  private final MemoryData data;
  private final Handle handle;
  private final Runnable onClose;

  /** A new, empty store. */
  public MemoryStore() {
    this(new MemoryData(), () -> {});
  }

  MemoryStore(MemoryData data, Runnable onClose) {
    this.data = data;
    this.handle = new Handle("the store in memory");
    this.onClose = onClose;
  }

  /**
   * A handle of the store with this name, which all callers in this JVM share. It is empty when the
   * first handle is opened, and forgotten when the last one is closed.
   */
  public static MemoryStore open(String name) {
    return NamedStore.open(name);
  }

  /** Another handle with the same content; also after this one was closed. */
  public MemoryStore openAgain() {
    return new MemoryStore(data, () -> {});
  }

  @Override
  public FrameLog frameLog(String name) {
    Names.require(name);
    return new MemoryFrameLog(name, data.log(name), handle);
  }

  @Override
  public VersionedMap versionedMap(String name) {
    Names.require(name);
    return new MemoryVersionedMap(name, data.map(name), handle);
  }

  @Override
  public SortedSet<String> frameLogNames() {
    handle.requireOpen();
    return data.logNames();
  }

  @Override
  public void close() {
    if (handle.close()) {
      data.wakeReaders();
      onClose.run();
    }
  }
}
