package io.finalnvr.examples.cli;

import io.finalnvr.Bookmark;
import io.finalnvr.Nvr;
import io.finalnvr.TimeRange;
import io.finalnvr.examples.console.Json;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nvr bookmark add}. */
@Command(name = "add", description = "Gives an instant or a stretch of footage a name.")
final class BookmarkAddCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(index = "0", paramLabel = "<camera>", description = "The camera.")
  String camera;

  @Parameters(index = "1", paramLabel = "<name>", description = "Its name, for people.")
  String name;

  @Option(
      names = {"--at", "--from"},
      defaultValue = "now",
      paramLabel = "<instant>",
      description = "The instant: " + InstantParser.FORMS + ". Default: now.")
  String from;

  @Option(
      names = "--to",
      paramLabel = "<instant>",
      description = "Where the stretch ends. Default: it is an instant.")
  @Nullable String to;

  @Mixin StoreOption store;
  @Mixin JsonOption json;

  BookmarkAddCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    Instant now = shell.clock().instant();
    Instant start = Arguments.instant(from, now, shell.zone());
    Instant end = to == null ? start : Arguments.instant(to, now, shell.zone());
    Bookmark bookmark;
    try (Nvr nvr = store.open(shell)) {
      CameraEditCommand.find(nvr, camera);
      bookmark = nvr.bookmark(camera, new TimeRange(start, end), name);
    }
    if (json.enabled) {
      shell.console().print(Json.write(BookmarkText.json(bookmark)));
    } else {
      shell.console().print(bookmark.id());
    }
    return Cli.OK;
  }
}
