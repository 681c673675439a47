package io.finalnvr.core.memory;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What the handles of one store share. Thread-safe. */
final class MemoryData {

  private final ConcurrentMap<String, LogData> logs = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, MapData> maps = new ConcurrentHashMap<>();

  LogData log(String name) {
    return logs.computeIfAbsent(name, LogData::new);
  }

  MapData map(String name) {
    return maps.computeIfAbsent(name, n -> new MapData());
  }

  SortedSet<String> logNames() {
    SortedSet<String> names = new TreeSet<>();
    logs.forEach(
        (name, log) -> {
          if (log.exists()) {
            names.add(name);
          }
        });
    return names;
  }

  /** Wakes up every blocked reader, so that it finds out whether its handle was closed. */
  void wakeReaders() {
    logs.values().forEach(LogData::wakeReaders);
  }
}
