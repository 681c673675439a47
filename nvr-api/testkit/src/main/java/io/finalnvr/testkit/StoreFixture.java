package io.finalnvr.testkit;

import io.finalnvr.spi.Store;
import io.finalnvr.spi.VersionedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

/** The store under test, and what a test uses of it. */
public final class StoreFixture {

  private final Callable<Store> opener;
  private final Store store;
  private final List<Store> extraStores = new ArrayList<>();
  private final List<TestLog> logs = new ArrayList<>();

  StoreFixture(Callable<Store> opener) throws Exception {
    this.opener = opener;
    this.store = opener.call();
  }

  /** The handle that all tests share. */
  Store store() {
    return store;
  }

  /** Another handle with the same content, closed after the test. */
  Store openAgain() {
    try {
      Store another = opener.call();
      extraStores.add(another);
      return another;
    } catch (Exception e) {
      throw new AssertionError("the store can't be opened a second time", e);
    }
  }

  /** A name that nothing has. */
  static String newName() {
    return "t" + UUID.randomUUID();
  }

  /** A log that does not exist, checked after the test. */
  TestLog newLog() {
    return newLog(newName());
  }

  TestLog newLog(String name) {
    TestLog log = new TestLog(store.frameLog(name));
    logs.add(log);
    return log;
  }

  /** A map without entries. */
  VersionedMap newMap() {
    return store.versionedMap(newName());
  }

  void finishTest() {
    logs.forEach(TestLog::closeAll);
    extraStores.forEach(Store::close);
    extraStores.clear();
    List<TestLog> used = List.copyOf(logs);
    logs.clear();
    used.forEach(TestLog::verify);
  }

  void close() {
    store.close();
  }
}
