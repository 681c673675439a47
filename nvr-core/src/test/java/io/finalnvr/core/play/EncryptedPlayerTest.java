package io.finalnvr.core.play;

import io.finalnvr.core.crypt.TestKeys;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.spi.Store;

class EncryptedPlayerTest extends PlayerContract {

  @Override
  protected Store openStore() {
    return TestKeys.encrypted(new MemoryStore());
  }
}
