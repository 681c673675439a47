package io.finalnvr.examples.cli;

import io.finalnvr.Bookmark;
import io.finalnvr.Camera;
import io.finalnvr.Nvr;
import io.finalnvr.examples.console.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nvr bookmark list}. */
@Command(name = "list", description = "Lists bookmarks, by their start.")
final class BookmarkListCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(arity = "0..*", paramLabel = "<camera>", description = "The cameras. Default: all.")
  List<String> cameras = new ArrayList<>();

  @Mixin StoreOption store;
  @Mixin JsonOption json;

  BookmarkListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    List<Bookmark> bookmarks = new ArrayList<>();
    try (Nvr nvr = store.open(shell)) {
      if (cameras.isEmpty()) {
        cameras.addAll(nvr.cameras().stream().map(Camera::id).toList());
      }
      for (String camera : cameras) {
        CameraEditCommand.find(nvr, camera);
        bookmarks.addAll(nvr.bookmarks(camera));
      }
    }
    if (json.enabled) {
      shell.console().print(Json.write(bookmarks.stream().map(BookmarkText::json).toList()));
    } else if (bookmarks.isEmpty()) {
      shell.console().say("no bookmarks; see 'nvr bookmark add --help'");
    } else {
      BookmarkText.lines(bookmarks, shell.zone()).forEach(shell.console()::print);
    }
    return Cli.OK;
  }
}
