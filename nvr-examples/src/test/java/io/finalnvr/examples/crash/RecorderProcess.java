package io.finalnvr.examples.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link RecorderMain} in a process of its own. */
final class RecorderProcess implements AutoCloseable {

  private final Process process;
  private final Path journal;
  private final Path out;

  RecorderProcess(URI store, Path journal) throws IOException {
    this.journal = journal;
    this.out = Files.createTempFile(journal.getParent(), "recorder", ".out");
    this.process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                RecorderMain.class.getName(),
                store.toString(),
                journal.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
  }

  List<String> receipts() {
    try {
      return Crash.receipts(journal);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for so many more receipts. */
  void awaitReceipts(int more) throws InterruptedException {
    int before = receipts().size();
    try {
      Crash.await(more + " receipts, " + journal, () -> receipts().size() >= before + more);
    } catch (AssertionError e) {
      throw new AssertionError(output(), e);
    }
  }

  void awaitOutput(String text) throws InterruptedException {
    Crash.await(text, () -> output().contains(text));
  }

  String output() {
    return Crash.text(out);
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Stops it in its tracks, as a suspended virtual machine does. */
  void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Lets it end in good order. */
  void stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("still running:\n" + output());
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
