package io.finalnvr.pravega;

import io.finalnvr.core.crypt.Encryption;
import io.finalnvr.core.crypt.KeyFile;
import io.finalnvr.spi.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted records in the format of Pravega. */
class EncryptedOnMemoryStreamsTest extends StoreOnMemoryStreamsTest {

  @TempDir static Path folder;

  private KeyFile keys;

  @Override
  protected Store open() {
    if (keys == null) {
      keys = KeyFile.create(folder.resolve("nvr.keys"));
    }
    return Encryption.of(super.open(), Optional.of(keys), List.of());
  }
}
