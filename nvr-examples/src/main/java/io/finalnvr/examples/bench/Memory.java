package io.finalnvr.examples.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** What of the heap is in use after a collection. */
  static long collected() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
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
