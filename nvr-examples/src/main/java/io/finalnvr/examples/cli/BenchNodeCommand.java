package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.examples.bench.NodeBench;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nvr bench node}. */
@Command(
    name = "node",
    sortOptions = false,
    description =
        "How long the embedded node takes to start, after a clean stop and after kill -9, and what"
            + " it takes while idle.")
final class BenchNodeCommand implements Callable<Integer> {

  private final Shell shell;

  @Option(
      names = "--idle",
      defaultValue = "20",
      paramLabel = "<seconds>",
      description = "How long it is watched while nobody uses it. Default: ${DEFAULT-VALUE}.")
  int idle;

  @Option(
      names = "--writing",
      defaultValue = "10",
      paramLabel = "<seconds>",
      description = "How long it takes frames before it is killed. Default: ${DEFAULT-VALUE}.")
  int writing;

  @Mixin BenchOptions.Footage footage;
  @Mixin BenchOptions options;

  BenchNodeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    if (idle < 1 || writing < 1) {
      throw new ConfigurationException(
          "--idle %d --writing %d; 1 or more".formatted(idle, writing));
    }
    NodeBench bench =
        new NodeBench(
            footage.length(),
            footage.framesPerSecond(),
            footage.bitsPerSecond(),
            Duration.ofSeconds(idle),
            Duration.ofSeconds(writing),
            footage.repeated.rounds());
    return options.run(shell, work -> bench.run(work.resolve("store"), shell.console()));
  }
}
