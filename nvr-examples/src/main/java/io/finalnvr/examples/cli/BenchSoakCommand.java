package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.examples.bench.SoakBench;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nvr bench soak}. */
@Command(
    name = "soak",
    sortOptions = false,
    description =
        "What grows while cameras are recorded for long: heap after a collection, resident memory,"
            + " threads, native objects, file handles; as slopes per hour. Native objects are"
            + " GStreamer's by its own tracer (with --source RTSP; elements, pads, samples,"
            + " messages and so on, but not buffers), direct buffers, and JNA's memory and"
            + " callbacks.")
final class BenchSoakCommand implements Callable<Integer> {

  private static final int SAMPLES = 60;
  private static final Duration LEAST_INTERVAL = Duration.ofSeconds(1);

  private final Shell shell;

  @Option(
      names = "--cameras",
      defaultValue = "4",
      paramLabel = "<n>",
      description = "How many cameras. Default: ${DEFAULT-VALUE}.")
  int cameras;

  @Option(
      names = "--minutes",
      defaultValue = "60",
      paramLabel = "<n>",
      description = "How long it is measured. Default: ${DEFAULT-VALUE}.")
  double minutes;

  @Option(
      names = "--warm-up",
      defaultValue = "120",
      paramLabel = "<seconds>",
      description = "How long it runs before that. Default: ${DEFAULT-VALUE}.")
  int warmUp;

  @Mixin BenchOptions.Cameras source;
  @Mixin BenchOptions options;

  BenchSoakCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    if (cameras < 1) {
      throw new ConfigurationException("--cameras %d; 1 or more".formatted(cameras));
    }
    if (!(minutes > 0 && minutes <= 10_000)) {
      throw new ConfigurationException("--minutes %s; above 0, up to 10000".formatted(minutes));
    }
    Duration length = Duration.ofMillis((long) (minutes * 60_000));
    Duration interval = length.dividedBy(SAMPLES);
    SoakBench bench =
        new SoakBench(
            cameras,
            Duration.ofSeconds(warmUp),
            length,
            interval.compareTo(LEAST_INTERVAL) > 0 ? interval : LEAST_INTERVAL);
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
