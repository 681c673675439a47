package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.examples.bench.SeekBench;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nvr bench seek}. */
@Command(
    name = "seek",
    sortOptions = false,
    description = "How long it takes to show an instant of the past, and how that grows with days.")
final class BenchSeekCommand implements Callable<Integer> {

  private final Shell shell;

  @Mixin BenchOptions.Days days;

  @Option(
      names = "--cameras",
      defaultValue = "1",
      paramLabel = "<n>",
      description = "How many cameras have that much. Default: ${DEFAULT-VALUE}.")
  int cameras;

  @Option(
      names = "--seeks",
      defaultValue = "200",
      paramLabel = "<n>",
      description = "How many seeks. Default: ${DEFAULT-VALUE}.")
  int seeks;

  @Option(
      names = "--key-interval",
      defaultValue = "2",
      paramLabel = "<seconds>",
      description =
          "From one key frame, and so index entry, to the next. Default: ${DEFAULT-VALUE}.")
  double keyInterval;

  @Mixin BenchOptions options;

  BenchSeekCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    if (cameras < 1 || seeks < 1 || !(keyInterval >= 0.5 && keyInterval <= 10)) {
      throw new ConfigurationException(
          "--cameras and --seeks are 1 or more, --key-interval is 0.5 to 10 s");
    }
    SeekBench bench =
        new SeekBench(days.days(), cameras, seeks, Duration.ofMillis((long) (keyInterval * 1_000)));
    return options.run(shell, work -> bench.run(work, shell.console()));
  }
}
