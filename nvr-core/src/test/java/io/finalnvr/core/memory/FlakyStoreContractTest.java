package io.finalnvr.core.memory;

import io.finalnvr.spi.Store;
import io.finalnvr.testkit.FlakyStore;
import io.finalnvr.testkit.StoreContract;

/** A flaky store that is told nothing is a good one. */
class FlakyStoreContractTest extends StoreContract {

  private final MemoryStore content = new MemoryStore();

  @Override
  protected Store open() {
    return new FlakyStore(content.openAgain());
  }
}
