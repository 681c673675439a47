package io.finalnvr.core.crypt;

import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.VersionedMap;
import java.util.SortedSet;

/** A store of which everything that is written is encrypted. */
final class EncryptedStore implements Store {

  private final Store store;
  private final DataKeys keys;

  EncryptedStore(Store store, DataKeys keys) {
    this.store = store;
    this.keys = keys;
  }

  @Override
  public FrameLog frameLog(String name) {
    return new EncryptedFrameLog(store.frameLog(name), keys);
  }

  @Override
  public VersionedMap versionedMap(String name) {
    return map(name);
  }

  private EncryptedMap map(String name) {
    if (name.equals(DataKeys.MAP)) {
      throw new IllegalArgumentException("the map " + name + " is not for others");
    }
    return new EncryptedMap(store.versionedMap(name), keys);
  }

  int encryptWhatIsThere(String map) {
    return map(map).encryptWhatIsThere();
  }

  @Override
  public SortedSet<String> frameLogNames() {
    return store.frameLogNames();
  }

  @Override
  public void close() {
    store.close();
  }

  @Override
  public String toString() {
    return store + ", encrypted";
  }
}
