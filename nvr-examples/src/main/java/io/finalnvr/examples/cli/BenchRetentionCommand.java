package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.examples.bench.RetentionBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nvr bench retention}. */
@Command(
    name = "retention",
    sortOptions = false,
    description = "How long it takes to remove old footage, and how that grows with days.")
final class BenchRetentionCommand implements Callable<Integer> {

  private final Shell shell;

  @Mixin BenchOptions.Days days;

  @Option(
      names = "--cuts",
      defaultValue = "20",
      paramLabel = "<n>",
      description = "How many cuts, of which the median is told. Default: ${DEFAULT-VALUE}.")
  int cuts;

  @Mixin BenchOptions options;

  BenchRetentionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    if (cuts < 1) {
      throw new ConfigurationException("--cuts %d; 1 or more".formatted(cuts));
    }
    RetentionBench bench = new RetentionBench(days.days(), cuts);
    return options.run(shell, work -> bench.run(work, shell.console()));
  }
}
