package io.finalnvr.examples.bench;

import io.finalnvr.examples.Main;
import io.finalnvr.examples.cli.Cli;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code nvr node} in a process of its own, with the Java options of this one: from the start of
 * the process until it serves. For one thread.
 */
final class NodeRun implements AutoCloseable {

  private static final int LONGEST_STOP_SECONDS = 60;

  private final ChildProcess process;
  private final Duration start;
  private final URI store;

  private NodeRun(ChildProcess process, Duration start, URI store) {
    this.process = process;
    this.start = start;
    this.store = store;
  }

  /** Starts it and waits until it serves. */
  static NodeRun start(Path data) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-D" + Cli.END_WITH_PARENT + "=true");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("node", "--store", data.toString()));
    long begin = System.nanoTime();
    ChildProcess process = ChildProcess.start(command);
    String controller = process.output().readLine();
    if (controller == null) {
      throw new IOException("the process with the node did not start");
    }
    return new NodeRun(
        process,
        Duration.ofNanos(System.nanoTime() - begin),
        URI.create(controller.replaceFirst("^tcp:", "pravega:") + "/nvr"));
  }

  /** How long it took until it served. */
  Duration startTime() {
    return start;
  }

  /** Its store. */
  URI store() {
    return store;
  }

  /** CPU time of the process so far. */
  Duration cpu() {
    return process.cpu();
  }

  /** Ends it at once, wherever it is. */
  void kill() throws InterruptedException {
    process.kill();
  }

  /** Lets it stop in good order, as Ctrl-C does; tells how long that took. */
  Duration stop() {
    long begin = System.nanoTime();
    process.end(LONGEST_STOP_SECONDS);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Override
  public void close() {
    process.end(0);
  }
}
