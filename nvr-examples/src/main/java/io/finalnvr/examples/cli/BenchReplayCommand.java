package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.examples.bench.ReplayBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nvr bench replay}. */
@Command(
    name = "replay",
    sortOptions = false,
    description = "How fast footage is played, by one player and by many at the same time.")
final class BenchReplayCommand implements Callable<Integer> {

  private static final int MOST_PLAYERS = 64;

  private final Shell shell;

  @Option(
      names = "--players",
      defaultValue = "8",
      paramLabel = "<n>",
      description = "How many are many. Default: ${DEFAULT-VALUE}.")
  int players;

  @Mixin BenchOptions.Footage footage;
  @Mixin BenchOptions options;

  BenchReplayCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    if (players < 1 || players > MOST_PLAYERS) {
      throw new ConfigurationException("--players %d; 1 to %d".formatted(players, MOST_PLAYERS));
    }
    ReplayBench bench =
        new ReplayBench(
            footage.length(),
            footage.framesPerSecond(),
            footage.bitsPerSecond(),
            players,
            footage.repeated.warmUp(),
            footage.repeated.rounds());
    return options.run(shell, work -> bench.run(work.resolve("store"), shell.console()));
  }
}
