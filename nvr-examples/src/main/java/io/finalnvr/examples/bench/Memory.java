package io.finalnvr.examples.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** The greatest use of memory that was seen by this process. Not thread-safe. */
final class Memory {

  private static final Path STATUS = Path.of("/proc/self/status");

  private long heapBytes;
  private long residentBytes;

  void sample() {
    heapBytes =
        Math.max(heapBytes, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    residentBytes = Math.max(residentBytes, resident());
  }

  long heapBytes() {
    return heapBytes;
  }

  long residentBytes() {
    return residentBytes;
  }

  /**
   * What of the heap a collection leaves. Not what is in use a moment later: each thread takes a
   * piece for itself as soon as it goes on.
   */
  static long collected() {
    System.gc();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getCollectionUsage)
        .filter(Objects::nonNull)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }

  /** What of the process is in memory now; 0 where the system does not tell. */
  static long resident() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
