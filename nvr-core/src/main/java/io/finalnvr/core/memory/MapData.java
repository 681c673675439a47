package io.finalnvr.core.memory;

import io.finalnvr.StorageException;
import io.finalnvr.spi.Versioned;
import io.finalnvr.spi.VersionedMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The entries of one map. Thread-safe. */
final class MapData {

  private final Object lock = new Object();
  private final SortedMap<String, Versioned> entries = new TreeMap<>();
  private long lastVersion = VersionedMap.ABSENT;

  Optional<Versioned> get(String key) {
    synchronized (lock) {
      return Optional.ofNullable(entries.get(key));
    }
  }

  SortedMap<String, Versioned> entries() {
    synchronized (lock) {
      return new TreeMap<>(entries);
    }
  }

  long put(String key, byte[] value, long expectedVersion) {
    synchronized (lock) {
      requireVersion(key, expectedVersion);
      // One count for the whole map: an entry put again gets a version that it never had.
      lastVersion++;
      entries.put(key, new Versioned(value.clone(), lastVersion));
      return lastVersion;
    }
  }

  void remove(String key, long expectedVersion) {
    synchronized (lock) {
      if (!entries.containsKey(key)) {
        throw conflict("there is no entry '%s'".formatted(key));
      }
      requireVersion(key, expectedVersion);
      entries.remove(key);
    }
  }

  private void requireVersion(String key, long expected) {
    Versioned entry = entries.get(key);
    long actual = entry == null ? VersionedMap.ABSENT : entry.version();
    if (actual != expected) {
      throw conflict("entry '%s' has version %d, not %d".formatted(key, actual, expected));
    }
  }

  private static StorageException conflict(String message) {
    return new StorageException(StorageException.Reason.VERSION_CONFLICT, message);
  }
}
