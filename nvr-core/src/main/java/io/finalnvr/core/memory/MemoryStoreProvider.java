package io.finalnvr.core.memory;

import io.finalnvr.ConfigurationException;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoreConfig;
import io.finalnvr.spi.StoreProvider;
import java.util.Set;

/** Opens {@code memory:name}: see {@link MemoryStore#open(String)}. */
public final class MemoryStoreProvider implements StoreProvider {

  /** For {@link java.util.ServiceLoader}. */
  public MemoryStoreProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("memory");
  }

  @Override
  public Store open(StoreConfig config) {
    String name = config.uri().getSchemeSpecificPart();
    if (!config.uri().isOpaque()) {
      throw new ConfigurationException(
          "store URI %s: write memory: and a name, for example memory:trial"
              .formatted(config.uri()));
    }
    return MemoryStore.open(name);
  }
}
