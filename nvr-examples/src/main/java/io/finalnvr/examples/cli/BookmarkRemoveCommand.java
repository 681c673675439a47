package io.finalnvr.examples.cli;

import io.finalnvr.Nvr;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nvr bookmark remove}. */
@Command(name = "remove", description = "Removes a bookmark; the footage stays.")
final class BookmarkRemoveCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "<bookmark>", description = "As 'nvr bookmark list' shows it.")
  String bookmark;

  @Mixin StoreOption store;

  BookmarkRemoveCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    try (Nvr nvr = store.open(shell)) {
      nvr.removeBookmark(bookmark);
    }
    shell.console().say("removed " + bookmark);
    return Cli.OK;
  }
}
