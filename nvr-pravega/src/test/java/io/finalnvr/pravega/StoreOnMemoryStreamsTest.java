package io.finalnvr.pravega;

import io.finalnvr.spi.Store;
import io.finalnvr.testkit.StoreContract;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** The store's contract without a node: what is ours, on byte streams and tables in memory. */
class StoreOnMemoryStreamsTest extends StoreContract {

  private final MemoryStreams streams = new MemoryStreams();
  private final Map<String, MemoryTable> tables = new ConcurrentHashMap<>();

  @Override
  protected Store open() {
    AtomicBoolean closed = new AtomicBoolean();
    ExecutorService threads = Executors.newCachedThreadPool();
    return new PravegaStore(
        "memory",
        streams,
        name -> tables.computeIfAbsent(name, n -> new MemoryTable()).until(closed::get),
        threads,
        () -> {
          closed.set(true);
          threads.shutdown();
        });
  }
}
