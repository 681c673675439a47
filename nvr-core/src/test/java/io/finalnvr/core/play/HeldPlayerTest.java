package io.finalnvr.core.play;

import io.finalnvr.CameraStream;
import io.finalnvr.core.TestClocks;
import io.finalnvr.core.hold.CameraHolds;
import io.finalnvr.core.memory.MemoryStore;
import io.finalnvr.core.record.Leases;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.VersionedMap;
import java.util.SortedSet;

/** Footage of a camera that has holds plays like all other. */
class HeldPlayerTest extends PlayerContract {

  @Override
  protected Store openStore() {
    MemoryStore store = new MemoryStore();
    TestClocks clocks = new TestClocks();
    return new WithHolds(store, new Leases(store.versionedMap("leases"), clocks), clocks);
  }

  private record WithHolds(Store store, Leases leases, TestClocks clocks) implements Store {

    @Override
    public FrameLog frameLog(String name) {
      String cameraId = name.substring(0, name.indexOf('.'));
      return new CameraHolds(
              cameraId, CameraStream.MAIN, store.frameLog(name), store, leases, clocks)
          .playable();
    }

    @Override
    public VersionedMap versionedMap(String name) {
      return store.versionedMap(name);
    }

    @Override
    public SortedSet<String> frameLogNames() {
      return store.frameLogNames();
    }

    @Override
    public void close() {
      leases.close();
      store.close();
    }
  }
}
