package io.finalnvr.pravega.embedded;

import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.VersionedMap;
import java.util.SortedSet;

/** A store together with the node that was started for it. */
final class NodeStore implements Store {

  private final Store store;
  private final EmbeddedPravega node;

  NodeStore(Store store, EmbeddedPravega node) {
    this.store = store;
    this.node = node;
  }

  @Override
  public FrameLog frameLog(String name) {
    return store.frameLog(name);
  }

  @Override
  public VersionedMap versionedMap(String name) {
    return store.versionedMap(name);
  }

  @Override
  public SortedSet<String> frameLogNames() {
    return store.frameLogNames();
  }

  @Override
  public void close() {
    try {
      store.close();
    } finally {
      node.close();
    }
  }
}
