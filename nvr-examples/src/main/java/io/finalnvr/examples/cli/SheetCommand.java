package io.finalnvr.examples.cli;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Nvr;
import io.finalnvr.SheetRequest;
import io.finalnvr.TimeRange;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Texts;
import io.finalnvr.media.Picture;
import io.finalnvr.media.PictureFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nvr sheet}. */
@Command(
    name = "sheet",
    description = "Writes a contact sheet: small pictures of a range of footage in one file.",
    footer = {"", "Example:", "  nvr sheet gate gate.jpg --from -1h --count 24 --columns 6"})
final class SheetCommand implements Callable<Integer> {

  private static final int COUNT = 16;

  private final Shell shell;

  @Parameters(index = "0", paramLabel = "<camera>", description = "The camera.")
  String camera;

  @Parameters(
      index = "1",
      paramLabel = "<file>",
      description = "The file to write: JPEG, or PNG where its name ends with .png.")
  Path file;

  @Mixin RangeOption range;
  @Mixin StreamOption stream;

  @Option(
      names = "--count",
      paramLabel = "<number>",
      description = "How many pictures, evenly spread. Default: " + COUNT + ".")
  @Nullable Integer count;

  @Option(
      names = "--every",
      paramLabel = "<duration>",
      description = "Instead of --count: a picture every 10s, 1m30s, 1h ...")
  @Nullable Duration every;

  @Option(
      names = "--columns",
      defaultValue = "4",
      paramLabel = "<number>",
      description = "How many side by side. Default: 4.")
  int columns;

  @Option(
      names = "--width",
      defaultValue = "320",
      paramLabel = "<pixels>",
      description = "Width of each picture. Default: 320.")
  int width;

  @Option(
      names = "--exact",
      description =
          "Exactly the frames of these instants instead of the key frames nearest to them.")
  boolean exact;

  @Option(names = "--no-captions", description = "Leave out the times.")
  boolean noCaptions;

  @Option(
      names = "--quality",
      defaultValue = "80",
      paramLabel = "<1..100>",
      description = "Quality of a JPEG. Default: 80.")
  int quality;

  @Mixin StoreOption store;
  @Mixin JsonOption json;

  SheetCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    SheetRequest request = request(range.range(shell));
    Picture sheet;
    try (Nvr nvr = store.open(shell)) {
      CameraEditCommand.find(nvr, camera);
      sheet = nvr.sheet(camera, request);
    }
    Pictures.write(sheet, file);
    if (json.enabled) {
      shell
          .console()
          .print(
              Json.write(
                  Json.object(
                      "file", file.toAbsolutePath(),
                      "pictures", request.instants().size(),
                      "bytes", sheet.data().remaining())));
    } else {
      shell
          .console()
          .print(
              "%s: %d pictures, %s"
                  .formatted(
                      file.toAbsolutePath(),
                      request.instants().size(),
                      Texts.bytes(sheet.data().remaining())));
    }
    return Cli.OK;
  }

  private SheetRequest request(TimeRange asked) {
    if (count != null && every != null) {
      throw new ConfigurationException("--count and --every exclude each other");
    }
    boolean png = file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
    SheetRequest request =
        every == null
            ? SheetRequest.of(asked, count == null ? COUNT : count)
            : SheetRequest.every(asked, every);
    return request
        .ofStream(stream.stream)
        .layout(columns, width)
        .exact(exact)
        .captions(noCaptions ? Optional.empty() : Optional.of(shell.zone()))
        .format(png ? PictureFormat.PNG : PictureFormat.JPEG, quality);
  }
}
