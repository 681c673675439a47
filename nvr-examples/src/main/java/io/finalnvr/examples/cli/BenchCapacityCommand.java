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
    description =
        "How many cameras this machine records without losing a frame, and what a camera costs"
            + " beside recorders that only write files.")
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
      description =
          "How long each number runs before that, and one camera twice as long before all. Default:"
              + " ${DEFAULT-VALUE}.")
  int warmUp;

  @Option(names = "--watch", description = "Also watch each camera live.")
  boolean watched;

  @Option(
      names = "--compare",
      defaultValue = "8",
      paramLabel = "<n>",
      description =
          "With --source RTSP: on how many cameras, before that, the CPU time of this recorder,"
              + " its node apart, is compared with that of 'ffmpeg -c copy' and GStreamer's"
              + " splitmuxsink, all at the same time; 0 for none. Default: ${DEFAULT-VALUE}.")
  int compared;

  @Option(
      names = "--compare-warm-up",
      defaultValue = "120",
      paramLabel = "<seconds>",
      description =
          "How long all of them run before they are compared: Java compiles what is used often."
              + " Default: ${DEFAULT-VALUE}.")
  int compareWarmUp;

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
            Duration.ofSeconds(seconds),
            watched,
            Math.max(0, compared),
            Duration.ofSeconds(compareWarmUp));
    return options.run(
        shell,
        work ->
            bench.run(source.supply(work), work, options.charts, shell.console(), shell.stop()));
  }
}
