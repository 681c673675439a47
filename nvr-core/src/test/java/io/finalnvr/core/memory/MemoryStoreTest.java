package io.finalnvr.core.memory;

import io.finalnvr.spi.Store;
import io.finalnvr.testkit.StoreContract;

class MemoryStoreTest extends StoreContract {

  private final MemoryStore content = new MemoryStore();

  @Override
  protected Store open() {
    return content.openAgain();
  }
}
