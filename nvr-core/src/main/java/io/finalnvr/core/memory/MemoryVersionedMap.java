package io.finalnvr.core.memory;

import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import java.util.Optional;
import java.util.SortedMap;

/** A map as one store handle sees it. */
final class MemoryVersionedMap implements VersionedMap {

  private static final int LONGEST_KEY = 256;
  private static final int LARGEST_VALUE = 513 << 10;

  private final String name;
  private final MapData data;
  private final Handle handle;

  MemoryVersionedMap(String name, MapData data, Handle handle) {
    this.name = name;
    this.data = data;
    this.handle = handle;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Versioned> get(String key) {
    requireKey(key);
    handle.requireOpen();
    return data.get(key);
  }

  @Override
  public SortedMap<String, Versioned> entries() {
    handle.requireOpen();
    return data.entries();
  }

  @Override
  public long put(String key, byte[] value, long expectedVersion) {
    requireKey(key);
    if (value.length > LARGEST_VALUE) {
      throw new IllegalArgumentException(
          "value of %d bytes; at most %d fit".formatted(value.length, LARGEST_VALUE));
    }
    handle.requireOpen();
    return data.put(key, value, expectedVersion);
  }

  @Override
  public void remove(String key, long expectedVersion) {
    requireKey(key);
    handle.requireOpen();
    data.remove(key, expectedVersion);
  }

  private static void requireKey(String key) {
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw new IllegalArgumentException(
          "key of %d characters; use 1 to %d".formatted(key.length(), LONGEST_KEY));
    }
  }
}
