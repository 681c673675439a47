package io.finalnvr.examples;

import io.finalnvr.core.play.PlayerContract;
import io.finalnvr.pravega.embedded.EmbeddedPravega;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoreConfig;
import io.finalnvr.spi.StoreProvider;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The player's contract on a real node. */
@Timeout(120)
class PlayerIT extends PlayerContract {

  @TempDir static Path directory;

  private EmbeddedPravega node;

  @Override
  protected Store openStore() {
    node = EmbeddedPravega.start(directory);
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
