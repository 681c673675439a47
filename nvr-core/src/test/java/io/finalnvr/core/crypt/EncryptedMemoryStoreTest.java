package io.finalnvr.core.crypt;

import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.spi.Store;
import io.finalnvr.testkit.StoreContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** An encrypted store keeps every promise of a store. */
class EncryptedMemoryStoreTest extends StoreContract {

  @TempDir static Path folder;

  private final MemoryStore content = new MemoryStore();
  private KeyFile keys;

  @Override
  protected Store open() {
    if (keys == null) {
      keys = KeyFile.create(folder.resolve("nvr.keys"));
    }
    return Encryption.of(content.openAgain(), Optional.of(keys), List.of());
  }
}
