package io.finalnvr.pravega;

import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoreConfig;
import io.finalnvr.spi.StoreProvider;
import java.util.Set;

/**
 * Opens stores on a Pravega cluster: {@code pravega://host:port/scope}, with TLS {@code
 * pravegas://host:port/scope}. Several controllers are separated by commas, the port is 9090 where
 * none is given, and the scope is created where it does not exist. Gives up after 15 s.
 */
public final class PravegaStoreProvider implements StoreProvider {

  /** For {@link java.util.ServiceLoader}. */
  public PravegaStoreProvider() {}

  @Override
  public Set<String> schemes() {
    return StoreAddress.schemes();
  }

  @Override
  public Store open(StoreConfig config) {
    return PravegaStore.open(config);
  }
}
