package io.finalnvr.examples.crash;

import io.finalnvr.TimeRange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An {@link AnalyzerMain} in a process of its own. */
final class AnalyzerProcess implements AutoCloseable {

  private final Process process;
  private final Path out;

  AnalyzerProcess(URI store, TimeRange range, Path folder) throws IOException {
    this.out = Files.createTempFile(folder, "analyzer", ".out");
    this.process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                AnalyzerMain.class.getName(),
                store.toString(),
                range.start().toString(),
                range.end().toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
  }

  String output() {
    return Crash.text(out);
  }

  /** Waits until results of so many pictures are durable. */
  void awaitResults(int count) throws InterruptedException {
    Crash.await(count + " results: " + output(), () -> results() >= count);
  }

  private long results() {
    return output()
        .lines()
        .filter(line -> line.startsWith("DONE "))
        .mapToLong(line -> Long.parseLong(line.substring("DONE ".length())))
        .max()
        .orElse(0);
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void awaitEnd() throws InterruptedException {
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      throw new AssertionError("still running:\n" + output());
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
