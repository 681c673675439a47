package io.finalnvr.examples.cli;

import io.finalnvr.Nvr;
import io.finalnvr.SnapshotRequest;
import io.finalnvr.examples.console.Json;
import io.finalnvr.examples.console.Texts;
import io.finalnvr.media.Picture;
import io.finalnvr.media.PictureFormat;
import io.finalnvr.media.PictureSize;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nvr snapshot}. */
@Command(name = "snapshot", description = "Writes the picture of an instant into a file.")
final class SnapshotCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(index = "0", paramLabel = "<camera>", description = "The camera.")
  String camera;

  @Parameters(
      index = "1",
      paramLabel = "<file>",
      description = "The file to write: JPEG, or PNG where its name ends with .png.")
  Path file;

  @Option(
      names = "--at",
      defaultValue = "now",
      paramLabel = "<instant>",
      description = "Which instant: " + InstantParser.FORMS + ". Default: now, the newest picture.")
  String at;

  @Option(
      names = "--max-width",
      defaultValue = "0",
      paramLabel = "<pixels>",
      description = "Scale the picture down to this width.")
  int maxWidth;

  @Option(
      names = "--quality",
      defaultValue = "85",
      paramLabel = "<1..100>",
      description = "Quality of a JPEG. Default: 85.")
  int quality;

  @Mixin StreamOption stream;
  @Mixin StoreOption store;
  @Mixin JsonOption json;

  SnapshotCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    boolean png = file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
    SnapshotRequest request =
        SnapshotRequest.at(Arguments.instant(at, shell.clock().instant(), shell.zone()))
            .format(png ? PictureFormat.PNG : PictureFormat.JPEG)
            .size(PictureSize.within(maxWidth, 0))
            .quality(quality)
            .stream(stream.stream);
    Picture picture;
    try (Nvr nvr = store.open(shell)) {
      CameraEditCommand.find(nvr, camera);
      picture = Pictures.take(nvr, camera, request);
    }
    Pictures.write(picture, file);
    if (json.enabled) {
      shell
          .console()
          .print(
              Json.write(
                  Json.object(
                      "file", file.toAbsolutePath(),
                      "time", picture.time(),
                      "bytes", picture.data().remaining())));
    } else {
      shell
          .console()
          .print(
              "%s: picture of %s, %s"
                  .formatted(
                      file.toAbsolutePath(),
                      Texts.instant(picture.time(), shell.zone()),
                      Texts.bytes(picture.data().remaining())));
    }
    return Cli.OK;
  }
}
