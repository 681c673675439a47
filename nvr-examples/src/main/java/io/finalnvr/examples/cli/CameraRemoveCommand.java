package io.finalnvr.examples.cli;

import io.finalnvr.Footage;
import io.finalnvr.Nvr;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nvr camera remove}. */
@Command(name = "remove", description = "Removes a camera; its footage stays unless told.")
final class CameraRemoveCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "<id>", description = "The camera.")
  String id;

  @Option(names = "--delete-footage", description = "Delete its footage as well, for good.")
  boolean deleteFootage;

  @Mixin StoreOption store;

  CameraRemoveCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    try (Nvr nvr = store.open(shell)) {
      CameraEditCommand.find(nvr, id);
      nvr.remove(id, deleteFootage ? Footage.DELETE : Footage.KEEP);
    }
    shell
        .console()
        .say("removed camera %s; its footage %s".formatted(id, deleteFootage ? "too" : "is kept"));
    return Cli.OK;
  }
}
