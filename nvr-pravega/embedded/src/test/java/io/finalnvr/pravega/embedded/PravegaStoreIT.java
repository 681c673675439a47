package io.finalnvr.pravega.embedded;

import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoreConfig;
import io.finalnvr.spi.StoreProvider;
import io.finalnvr.testkit.StoreContract;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.io.TempDir;

/** The store's contract on a real node. */
class PravegaStoreIT extends StoreContract {

  @TempDir static Path directory;

  private static EmbeddedPravega node;

  @Override
  protected Store open() {
    if (node == null) {
      node = EmbeddedPravega.start(directory);
    }
    StoreConfig config = StoreConfig.of(node.storeUri());
    return ServiceLoader.load(StoreProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.schemes().contains(config.uri().getScheme()))
        .findAny()
        .orElseThrow()
        .open(config);
  }

  @Override
  protected void cleanUp() {
    node.close();
  }
}
