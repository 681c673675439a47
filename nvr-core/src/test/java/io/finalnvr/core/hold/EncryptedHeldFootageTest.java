package io.finalnvr.core.hold;

import io.finalnvr.core.crypt.TestKeys;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.spi.Store;

/** Copies of held records stand at other positions, and are encrypted for those. */
class EncryptedHeldFootageTest extends HeldFootageTest {

  @Override
  int overhead() {
    return 20 + 40;
  }

  @Override
  Store openStore() {
    return TestKeys.encrypted(new MemoryStore());
  }
}
