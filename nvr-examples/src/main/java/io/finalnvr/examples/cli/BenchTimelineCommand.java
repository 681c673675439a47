package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.examples.bench.TimelineBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nvr bench timeline}. */
@Command(
    name = "timeline",
    sortOptions = false,
    description = "How long timelines of many cameras take, and how that grows with days.")
final class BenchTimelineCommand implements Callable<Integer> {

  private final Shell shell;

  @Mixin BenchOptions.Days days;

  @Option(
      names = "--cameras",
      defaultValue = "16",
      paramLabel = "<n>",
      description = "How many cameras have that much. Default: ${DEFAULT-VALUE}.")
  int cameras;

  @Mixin BenchOptions.Repeated repeated;
  @Mixin BenchOptions options;

  BenchTimelineCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    if (cameras < 1) {
      throw new ConfigurationException("--cameras %d; 1 or more".formatted(cameras));
    }
    TimelineBench bench =
        new TimelineBench(days.days(), cameras, repeated.warmUp(), repeated.rounds());
    return options.run(shell, work -> bench.run(work, shell.console()));
  }
}
