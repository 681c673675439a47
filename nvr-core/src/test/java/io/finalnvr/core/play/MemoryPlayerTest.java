package io.finalnvr.core.play;

import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.spi.Store;

class MemoryPlayerTest extends PlayerContract {

  @Override
  protected Store openStore() {
    return new MemoryStore();
  }
}
