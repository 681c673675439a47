package io.finalnvr.examples.cli;

import io.finalnvr.examples.bench.CapacityBench;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nvr bench capacity}. */
@Command(
    name = "capacity",
    sortOptions = false,
    description = "How many cameras this machine records without losing a frame.")
final class BenchCapacityCommand implements Callable<Integer> {

  private final Shell shell;

  @Option(
      names = "--from",
      defaultValue = "8",
      paramLabel = "<n>",
      description = "How many cameras to begin with. Default: ${DEFAULT-VALUE}.")
  int first;

  @Option(
      names = "--to",
      defaultValue = "128",
      paramLabel = "<n>",
      description = "How many cameras at most. Default: ${DEFAULT-VALUE}.")
  int most;

  @Option(
      names = "--step",
      defaultValue = "8",
      paramLabel = "<n>",
      description = "How many cameras are added each time. Default: ${DEFAULT-VALUE}.")
  int step;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      paramLabel = "<n>",
      description = "How long each number of cameras is measured. Default: ${DEFAULT-VALUE}.")
  int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "8",
      paramLabel = "<seconds>",
      description = "How long each number runs before that. Default: ${DEFAULT-VALUE}.")
  int warmUp;

  @Mixin BenchOptions.Cameras source;
  @Mixin BenchOptions options;

  BenchCapacityCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    CapacityBench bench =
        new CapacityBench(
            first,
            most,
            Math.max(1, step),
            source.framesPerSecond,
            source.bitsPerSecond(),
            Duration.ofSeconds(warmUp),
            Duration.ofSeconds(seconds));
    return options.run(
        shell,
        work ->
            bench.run(
                source.supply(work),
                work.resolve("store"),
                options.charts,
                shell.console(),
                shell.stop()));
  }
}
