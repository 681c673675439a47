package io.finalnvr.examples.bench;

import com.sun.management.OperatingSystemMXBean;
import io.finalnvr.examples.console.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The machine that a figure is of.
 *
 * @param processor model and number of cores
 * @param memoryBytes physical memory
 * @param system operating system and kernel
 * @param java version and maximal heap
 * @param load average of the last minute, when the bench began
 */
public record Machine(String processor, long memoryBytes, String system, String java, double load) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Path OS_RELEASE = Path.of("/etc/os-release");

  /** This machine, now. */
  public static Machine here() {
    OperatingSystemMXBean os = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        "%s, %d cores".formatted(value(CPU_INFO, "model name", ':'), os.getAvailableProcessors()),
        os.getTotalMemorySize(),
        "%s, %s %s"
            .formatted(
                value(OS_RELEASE, "PRETTY_NAME", '=').replace("\"", ""),
                System.getProperty("os.name"),
                System.getProperty("os.version")),
        "%s, %d MiB of heap at most"
            .formatted(Runtime.version(), Runtime.getRuntime().maxMemory() >> 20),
        os.getSystemLoadAverage());
  }

  private static String value(Path file, String name, char separator) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(separator) + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%s; %.0f GiB; %s; Java %s; load %.2f before",
        processor,
        memoryBytes / (double) (1 << 30),
        system,
        java,
        load);
  }

  Map<String, Object> json() {
    return Json.object(
        "processor", processor,
        "memoryBytes", memoryBytes,
        "system", system,
        "java", java,
        "load", load);
  }
}
