package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.examples.bench.LatencyBench;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nvr bench latency}. */
@Command(
    name = "latency",
    sortOptions = false,
    description =
        "How long frames take from received to durable, and to delivered by a live player.")
final class BenchLatencyCommand implements Callable<Integer> {

  private final Shell shell;

  @Option(
      names = "--cameras",
      defaultValue = "4",
      paramLabel = "<n>",
      description = "How many cameras. Default: ${DEFAULT-VALUE}.")
  int cameras;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      paramLabel = "<n>",
      description = "How long it is measured. Default: ${DEFAULT-VALUE}.")
  int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "20",
      paramLabel = "<seconds>",
      description =
          "How long it runs before that, with one camera and with all. Default: ${DEFAULT-VALUE}.")
  int warmUp;

  @Mixin BenchOptions.Cameras source;
  @Mixin BenchOptions options;

  BenchLatencyCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    if (cameras < 1) {
      throw new ConfigurationException("--cameras %d; 1 or more".formatted(cameras));
    }
    LatencyBench bench =
        new LatencyBench(
            cameras,
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
