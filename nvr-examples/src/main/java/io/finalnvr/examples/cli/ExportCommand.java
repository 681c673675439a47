package io.finalnvr.examples.cli;

import io.finalnvr.Export;
import io.finalnvr.Export.ExportResult;
import io.finalnvr.ExportRequest;
import io.finalnvr.Nvr;
import io.finalnvr.TimeRange;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nvr export}. */
@Command(
    name = "export",
    description = "Writes a stretch of footage into an MP4 file, without re-encoding.",
    footer = {
      "",
      "Examples:",
      "  nvr export gate gate.mp4 --from -5m",
      "  nvr export gate,yard both.mp4 --from \"2026-03-01 10:15\" --to \"2026-03-01 10:20\"",
      "  nvr export gate,yard folder/ --from -1h --gaps close --subtitles"
    })
final class ExportCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(
      index = "0",
      split = ",",
      paramLabel = "<camera>",
      description = "The camera; several, with commas between them, go into one file.")
  List<String> cameras;

  @Parameters(
      index = "1",
      paramLabel = "<file>",
      description = "The MP4 file to write; a folder gets one file for each camera.")
  Path file;

  @Mixin RangeOption range;
  @Mixin ExportOptions options;
  @Mixin StreamOption stream;
  @Mixin StoreOption store;
  @Mixin JsonOption json;

  ExportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    TimeRange asked = range.range(shell);
    try (Nvr nvr = store.open(shell)) {
      cameras.forEach(camera -> CameraEditCommand.find(nvr, camera));
      List<ExportResult> results = new ArrayList<>();
      for (Map.Entry<Path, List<String>> one : files().entrySet()) {
        ExportRequest request =
            options.request(one.getValue(), asked, shell.zone()).ofStream(stream.stream);
        results.add(export(nvr, request, one.getKey()));
      }
      print(results);
    }
    return Cli.OK;
  }

  private Map<Path, List<String>> files() {
    Path absolute = file.toAbsolutePath();
    if (!Files.isDirectory(absolute)) {
      return Map.of(absolute, cameras);
    }
    Map<Path, List<String>> files = new TreeMap<>();
    cameras.forEach(camera -> files.put(absolute.resolve(camera + ".mp4"), List.of(camera)));
    return files;
  }

  private ExportResult export(Nvr nvr, ExportRequest request, Path to) throws Exception {
    try (Export export = nvr.export(request, to)) {
      return Progress.during(
          shell.console(),
          "exporting",
          export::progress,
          () -> shell.stop().interruptibly(export.result()::get));
    }
  }

  private void print(List<ExportResult> results) {
    if (!json.enabled) {
      results.forEach(result -> shell.console().print(ExportText.text(result)));
    } else if (Files.isDirectory(file)) {
      shell.console().print(Json.write(results.stream().map(ExportText::json).toList()));
    } else {
      shell.console().print(Json.write(ExportText.json(results.get(0))));
    }
  }
}
