package io.finalnvr.testkit;

import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import io.finalnvr.testkit.FlakyStore.Operation;
import java.util.Optional;
import java.util.SortedMap;

/** A map that fails when told. */
final class FlakyVersionedMap implements VersionedMap {

  private final VersionedMap target;
  private final Faults faults;

  FlakyVersionedMap(VersionedMap target, Faults faults) {
    this.target = target;
    this.faults = faults;
  }

  @Override
  public String name() {
    return target.name();
  }

  @Override
  public Optional<Versioned> get(String key) {
    faults.check(Operation.MAP_READ);
    return target.get(key);
  }

  @Override
  public SortedMap<String, Versioned> entries() {
    faults.check(Operation.MAP_READ);
    return target.entries();
  }

  @Override
  public long put(String key, byte[] value, long expectedVersion) {
    faults.check(Operation.MAP_WRITE);
    return target.put(key, value, expectedVersion);
  }

  @Override
  public void remove(String key, long expectedVersion) {
    faults.check(Operation.MAP_WRITE);
    target.remove(key, expectedVersion);
  }
}
