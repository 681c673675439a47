package io.finalnvr.testkit;

import io.finalnvr.spi.Store;

/** What the parts of the store's contract have in common. */
interface StoreTests {

  /** The store under test. */
  StoreFixture fixture();

  /** The handle that all tests share; not to be closed. */
  default Store store() {
    return fixture().store();
  }

  /** A log that does not exist, checked after the test. */
  default TestLog newLog() {
    return fixture().newLog();
  }
}
