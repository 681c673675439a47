package io.finalnvr.examples.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that a bench has started, and ends. For one thread. */
final class ChildProcess implements AutoCloseable {

  private static final int END_SECONDS = 20;

  private final Process process;

  private ChildProcess(Process process) {
    this.process = process;
  }

  /** Starts it; what it writes to its standard error is thrown away. */
  static ChildProcess start(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    return new ChildProcess(process);
  }

  BufferedReader output() {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** CPU time of all of its threads so far; it must be alive. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Ends it at once, wherever it is. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to end, and waits until it has; kills it after so many seconds. */
  void end(int seconds) {
    process.destroy();
    try {
      if (process.waitFor(seconds, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  /** Asks it to end; kills it after 20 s. */
  @Override
  public void close() {
    end(END_SECONDS);
  }
}
