package io.finalnvr.examples.cli;

import io.finalnvr.Import;
import io.finalnvr.Import.ImportResult;
import io.finalnvr.ImportRequest;
import io.finalnvr.Nvr;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Progress;
import io.finalnvr.examples.console.Texts;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nvr import}. */
@Command(
    name = "import",
    description = "Reads a file into a camera's footage, at full speed and with its own times.",
    footer = {
      "",
      "Examples:",
      "  nvr import gate.mp4 --camera gate",
      "  nvr import old.ts --camera gate --start \"2026-03-01 10:15\""
    })
final class ImportCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "<file>", description = "The file: MP4, MKV, MPEG-TS, ...")
  Path file;

  @Option(
      names = "--camera",
      required = true,
      paramLabel = "<camera>",
      description = "The camera whose footage it becomes.")
  String camera;

  @Option(
      names = "--start",
      paramLabel = "<instant>",
      description =
          "The time of its first frame: "
              + InstantParser.FORMS
              + ". Default: what the file says of itself.")
  @Nullable String start;

  @Option(
      names = "--resume",
      description = "Go on with an import that was cut off: pass over what is there already.")
  boolean resume;

  @Mixin StoreOption store;
  @Mixin JsonOption json;

  ImportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    ImportRequest request = ImportRequest.of(camera, file);
    if (start != null) {
      request = request.startingAt(Arguments.instant(start, shell.clock().instant(), shell.zone()));
    }
    if (resume) {
      request = request.resuming();
    }
    try (Nvr nvr = store.open(shell)) {
      CameraEditCommand.find(nvr, camera);
      try (Import running = nvr.importFile(request)) {
        print(
            Progress.during(
                shell.console(),
                "importing",
                running::progress,
                () -> shell.stop().interruptibly(running.result()::get)));
      }
    }
    return Cli.OK;
  }

  private void print(ImportResult result) {
    if (json.enabled) {
      shell
          .console()
          .print(
              Json.write(
                  Json.object(
                      "start", result.range().start(),
                      "end", result.range().end(),
                      "videoFrames", result.videoFrames(),
                      "audioFrames", result.audioFrames(),
                      "framesPassedOver", result.framesPassedOver())));
    } else {
      shell
          .console()
          .print(
              "%s: %s from %s, video frames %d, audio frames %d, passed over %d"
                  .formatted(
                      camera,
                      Texts.duration(result.range().duration()),
                      result.range().start(),
                      result.videoFrames(),
                      result.audioFrames(),
                      result.framesPassedOver()));
    }
  }
}
