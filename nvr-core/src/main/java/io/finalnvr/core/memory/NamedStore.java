package io.finalnvr.core.memory;

import java.util.HashMap;
import java.util.Map;

/** A store that its handles share by name within this JVM, and how many they are. */
final class NamedStore {

  private static final Map<String, NamedStore> OPEN = new HashMap<>();

  private final MemoryData data = new MemoryData();
  private int handles;

  private NamedStore() {}

  static MemoryStore open(String name) {
    synchronized (OPEN) {
      NamedStore shared = OPEN.computeIfAbsent(name, n -> new NamedStore());
      shared.handles++;
      return new MemoryStore(shared.data, () -> release(name));
    }
  }

  private static void release(String name) {
    synchronized (OPEN) {
      OPEN.computeIfPresent(name, (n, shared) -> --shared.handles == 0 ? null : shared);
    }
  }
}
