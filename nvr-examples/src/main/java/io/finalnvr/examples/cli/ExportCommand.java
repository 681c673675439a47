package io.finalnvr.examples.cli;

import io.finalnvr.Export;
import io.finalnvr.Export.ExportResult;
import io.finalnvr.Nvr;
import io.finalnvr.TimeRange;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Progress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nvr export}. */
@Command(
    name = "export",
    description = "Writes a stretch of footage into an MP4 file, without re-encoding.")
final class ExportCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(index = "0", paramLabel = "<camera>", description = "The camera.")
  String camera;

  @Parameters(index = "1", paramLabel = "<file>", description = "The MP4 file to write.")
  Path file;

  @Mixin RangeOption range;
  @Mixin StoreOption store;
  @Mixin JsonOption json;

  ExportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    TimeRange asked = range.range(shell);
    try (Nvr nvr = store.open(shell)) {
      CameraEditCommand.find(nvr, camera);
      try (Export export = nvr.export(camera, asked, file.toAbsolutePath())) {
        print(
            Progress.during(
                shell.console(),
                "exporting",
                export::progress,
                () -> shell.stop().interruptibly(export.result()::get)));
      }
    }
    return Cli.OK;
  }

  private void print(ExportResult result) {
    if (json.enabled) {
      shell.console().print(Json.write(ExportText.json(result)));
    } else {
      shell.console().print(ExportText.text(result));
    }
  }
}
