package io.finalnvr.examples.cli;

import io.finalnvr.examples.bench.AnalysisBench;
import io.finalnvr.examples.bench.CameraSupply;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nvr bench analysis}. */
@Command(
    name = "analysis",
    sortOptions = false,
    description =
        "How many pictures the detector of motion looks at in a second, and how long it takes live"
            + " from the receipt of a frame to what is seen in it being told.")
final class BenchAnalysisCommand implements Callable<Integer> {

  private static final int FRAMES_PER_SECOND = 25;
  private static final long BITS_PER_SECOND = 4_000_000;

  private final Shell shell;

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
      description = "How long it runs before that. Default: ${DEFAULT-VALUE}.")
  int warmUp;

  @Mixin BenchOptions options;

  BenchAnalysisCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    AnalysisBench bench =
        new AnalysisBench(Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds));
    return options.run(
        shell,
        work ->
            bench.run(
                CameraSupply.rtsp(FRAMES_PER_SECOND, BITS_PER_SECOND, work),
                work.resolve("store"),
                shell.console(),
                shell.stop()));
  }
}
