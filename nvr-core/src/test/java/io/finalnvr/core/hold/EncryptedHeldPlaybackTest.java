package io.finalnvr.core.hold;

import io.finalnvr.core.crypt.TestKeys;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.spi.Store;

/** What is held of encrypted footage is played like any other. */
class EncryptedHeldPlaybackTest extends HeldPlaybackTest {

  @Override
  Store openStore() {
    return TestKeys.encrypted(new MemoryStore());
  }
}
