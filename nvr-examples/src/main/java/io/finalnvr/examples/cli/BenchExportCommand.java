package io.finalnvr.examples.cli;

import io.finalnvr.examples.bench.ExportBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nvr bench export}. */
@Command(
    name = "export",
    sortOptions = false,
    description =
        "How fast footage is exported, and read as a virtual file, beside Pravega's plain reader.")
final class BenchExportCommand implements Callable<Integer> {

  private final Shell shell;

  @Mixin BenchOptions.Footage footage;
  @Mixin BenchOptions options;

  BenchExportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    ExportBench bench =
        new ExportBench(
            footage.length(),
            footage.framesPerSecond(),
            footage.bitsPerSecond(),
            footage.repeated.warmUp(),
            footage.repeated.rounds());
    return options.run(shell, work -> bench.run(work.resolve("bench"), shell.console()));
  }
}
