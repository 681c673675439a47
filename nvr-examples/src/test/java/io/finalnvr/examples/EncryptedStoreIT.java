package io.finalnvr.examples;

import io.finalnvr.core.crypt.Encryption;
import io.finalnvr.core.crypt.KeyFile;
import io.finalnvr.pravega.PravegaStoreProvider;
import io.finalnvr.pravega.embedded.EmbeddedPravega;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoreConfig;
import io.finalnvr.testkit.StoreContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The store's contract on a real node, encrypted. */
class EncryptedStoreIT extends StoreContract {

  @TempDir static Path folder;

  private static EmbeddedPravega node;
  private static KeyFile keys;

  @Override
  protected Store open() {
    if (node == null) {
      node = EmbeddedPravega.start(folder.resolve("data"));
      keys = KeyFile.create(folder.resolve("nvr.keys"));
    }
    Store store = new PravegaStoreProvider().open(StoreConfig.of(node.storeUri()));
    return Encryption.of(store, Optional.of(keys), List.of());
  }

  @Override
  protected void cleanUp() {
    node.close();
  }
}
